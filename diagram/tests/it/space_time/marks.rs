//! What is drawn of small runs.

use std::fmt::Write;

use expect_test::expect;
use shutter_diagram::space_time::{Detail, Picture};

use super::{README, Run};

fn written(picture: &Picture) -> String {
    let mut text = format!("{}\n", picture.words);
    for row in &picture.rows {
        writeln!(text, "{}: {}", picture.plot.y(row.row), row.name).unwrap();
    }
    for path in &picture.paths {
        let hue = path.hue.map_or("", |hue| hue.class());
        writeln!(text, "{} {hue} {}", path.kind.class(), path.d).unwrap();
    }
    for label in &picture.labels {
        let hue = label.hue.map_or("", |hue| hue.class());
        writeln!(text, "{hue} {} at {:.0} {:.0}", label.text, label.at.x, label.at.y).unwrap();
    }
    text
}

#[test]
fn a_message_and_one_that_does_not_arrive() {
    let run = Run::of("CreateNode 1 10\nCreateNode 2 5\nSend 1 2 3\nReceive 2\nSend 2 1 9\nSend 2 1 8\n");
    expect![[r#"
        2 processes and 6 events, from left to right, in the order of the run. Each event is a mark; each process has a line, and each message is an arrow from its sender to its receiver.
        112: node 1
        208: node 2
        life  M183.4 112H890M301.1 208H890
        transfer  M418.9 112L536.7 208
        unreceived  M772.2 208L890 124
        head  M525.2 203.1L533.6 205.5L529.6 197.7Z
        open-head  M885.5 131.5L890 124L881.5 125.8
        created  M183.4 112m0-7v14M301.1 208m0-7v14
        sent  M418.9 112m-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0M772.2 208m-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0
        received  M536.7 208m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0
        refused  M654.5 208m-4-4l8 8m0-8l-8 8
         3 at 466 150
         8 at 819 174
    "#]].assert_eq(&written(&run.whole(&run.order).picture()));
}

#[test]
fn the_readme_example() {
    let run = Run::of(README);
    let picture = run.whole(&run.order).picture();
    assert_eq!(picture.detail, Detail::Events);
    let classes: Vec<_> = picture.paths.iter().map(|path| path.kind.class()).collect();
    let labels: Vec<_> = picture.labels.iter().map(|label| label.text.as_str()).collect();
    expect![[r#"
        life in-channel transfer marker-line head head created sent sent received received refused started recorded noted closed observer ended
        300 100 400 1 1 100 50 1 1 1 1 1 1 1 1 1
    "#]].assert_eq(&format!("{}\n{}\n", classes.join(" "), labels.join(" ")));
    expect![[r#"
        4 processes and 65 events, from left to right, each as far left as its causes allow. Each event is a mark; each process has a line, and each message is an arrow from its sender to its receiver.
        40: observer
        100: node 1
        160: node 2
        220: node 3
        280: node 4
        life  M80.8 40H890M116 100H854.8M116 160H854.8M116 220H854.8M116 280H854.8
        in-channel s1 M151.2 160L432.6 100M151.2 280L573.4 160M221.5 160L643.7 280
        transfer  M151.2 100L186.3 160M151.2 160L432.6 100M151.2 280L573.4 160M186.3 100L221.5 220M221.5 100L256.7 160M221.5 160L643.7 280
        marker-line s1 M327.1 100L362.3 160M362.3 100L397.4 220M397.4 100L432.6 280M467.8 160L503 100M503 160L608.5 220M503 220L573.4 100M538.2 160L714.1 280M538.2 220L643.7 160M538.2 280L643.7 100M573.4 220L784.5 280M573.4 280L714.1 160M608.5 280L678.9 220
        head  M177.3 151.4L184.3 156.5L183.3 147.9ZM421.6 105.9L428.7 100.8L420.2 99.1ZM562.8 166.6L569.5 161.1L560.9 159.9ZM214.8 209.5L220.4 216.2L221.5 207.5ZM247.6 151.4L254.7 156.5L253.7 147.9ZM631.2 280.1L639.9 278.9L633.1 273.4Z
        head s1 M353.2 151.4L360.2 156.5L359.2 147.9ZM390.7 209.5L396.3 216.2L397.4 207.5ZM426.9 268.9L431.9 276.1L433.8 267.6ZM499.9 112.1L501 103.5L493.9 108.6ZM596.4 217.1L605.1 218L599.8 211ZM570.3 112.1L571.3 103.5L564.3 108.6ZM702.2 276.1L710.8 277.7L706.1 270.3ZM635 169L640.2 162L631.6 162.9ZM640.7 112.1L641.7 103.5L634.6 108.6ZM772 280.1L780.6 278.9L773.9 273.4ZM707.2 170.4L711 162.6L702.7 165.1ZM672 230.4L675.9 222.6L667.5 225.1Z
        created  M116 100m0-7v14M116 160m0-7v14M116 220m0-7v14M116 280m0-7v14
        sent  M151.2 100m-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0M186.3 100m-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0M221.5 100m-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0M151.2 160m-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0M221.5 160m-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0M151.2 280m-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0
        sent s1 M327.1 100m-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0M362.3 100m-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0M397.4 100m-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0M467.8 160m-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0M503 160m-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0M538.2 160m-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0M503 220m-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0M538.2 220m-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0M573.4 220m-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0M538.2 280m-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0M573.4 280m-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0M608.5 280m-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0
        received  M432.6 100m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0M186.3 160m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0M256.7 160m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0M573.4 160m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0M221.5 220m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0M643.7 280m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0
        received s1 M503 100m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0M573.4 100m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0M643.7 100m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0M362.3 160m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0M643.7 160m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0M714.1 160m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0M397.4 220m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0M608.5 220m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0M678.9 220m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0M432.6 280m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0M714.1 280m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0M784.5 280m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0
        refused  M186.3 280m-4-4l8 8m0-8l-8 8
        started s1 M256.7 100m-4-5l9 5l-9 5z
        recorded s1 M291.9 100m-6 0l6-6l6 6l-6 6zM397.4 160m-6 0l6-6l6 6l-6 6zM432.6 220m-6 0l6-6l6 6l-6 6zM467.8 280m-6 0l6-6l6 6l-6 6z
        noted s1 M467.8 100m-3-3h6v6h-6zM608.5 160m-3-3h6v6h-6zM678.9 280m-3-3h6v6h-6z
        closed s1 M538.2 100m0-5v10M608.5 100m0-5v10M678.9 100m0-5v10M432.6 160m0-5v10M678.9 160m0-5v10M749.3 160m0-5v10M467.8 220m0-5v10M643.7 220m0-5v10M714.1 220m0-5v10M503 280m0-5v10M749.3 280m0-5v10M819.6 280m0-5v10
        observer  M749.3 40m-3.5-3.5h7v7h-7zM784.5 40m-3.5-3.5h7v7h-7zM819.6 40m-3.5-3.5h7v7h-7zM854.8 40m-3.5-3.5h7v7h-7z
        ended  M854.8 100m0-7v14M854.8 160m0-7v14M854.8 220m0-7v14M854.8 280m0-7v14
         300 at 165 124
         100 at 264 136
         100 at 320 232
         100 at 200 148
         400 at 236 124
         50 at 390 208
        s1 1 at 341 124
        s1 1 at 376 148
        s1 1 at 482 136
        s1 1 at 545 184
        s1 1 at 609 208
        s1 1 at 580 196
        s1 1 at 658 244
        s1 1 at 630 232
        s1 1 at 637 256
    "#]].assert_eq(&written(&run.whole(&run.depth).picture()));
}
