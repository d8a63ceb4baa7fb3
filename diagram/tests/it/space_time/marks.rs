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
        life  M176.9 112H890M295.7 208H890
        transfer  M414.6 112L533.4 208
        unreceived  M771.1 208L890 124
        head  M521.9 203.2L530.3 205.5L526.3 197.7Z
        open-head  M885.5 131.5L890 124L881.4 125.8
        created  M176.9 112m0-7v14M295.7 208m0-7v14
        sent  M414.6 112m-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0M771.1 208m-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0
        received  M533.4 208m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0
        refused  M652.3 208m-4-4l8 8m0-8l-8 8
         3 at 462 150
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
        life  M58 40H890M94.2 100H853.8M94.2 160H853.8M94.2 220H853.8M94.2 280H853.8
        in-channel s1 M130.3 160L419.7 100M130.3 280L564.4 160M202.7 160L636.8 280
        transfer  M130.3 100L166.5 160M130.3 160L419.7 100M130.3 280L564.4 160M166.5 100L202.7 220M202.7 100L238.9 160M202.7 160L636.8 280
        marker-line s1 M311.2 100L347.4 160M347.4 100L383.6 220M383.6 100L419.7 280M455.9 160L492.1 100M492.1 160L600.6 220M492.1 220L564.4 100M528.3 160L709.1 280M528.3 220L636.8 160M528.3 280L636.8 100M564.4 220L781.5 280M564.4 280L709.1 160M600.6 280L673 220
        head  M157.3 151.5L164.5 156.6L163.3 147.9ZM408.7 105.9L415.8 100.8L407.3 99ZM553.8 166.6L560.6 161.1L551.9 159.8ZM195.9 209.5L201.5 216.2L202.6 207.5ZM229.7 151.5L236.8 156.6L235.7 147.9ZM624.3 280.2L632.9 278.9L626.1 273.4Z
        head s1 M338.2 151.5L345.3 156.6L344.2 147.9ZM376.8 209.5L382.4 216.2L383.5 207.5ZM413.9 268.9L419 276.1L420.8 267.5ZM488.9 112.1L490 103.4L482.9 108.5ZM588.4 217.3L597.1 218.1L591.8 211.1ZM561.2 112.1L562.4 103.4L555.2 108.5ZM697.2 276.3L705.8 277.8L701.1 270.4ZM628 168.9L633.3 161.9L624.6 162.7ZM633.6 112.1L634.7 103.4L627.6 108.5ZM769 280.2L777.6 278.9L770.8 273.4ZM702.1 170.4L706.1 162.6L697.7 165ZM666 230.4L669.9 222.6L661.5 225Z
        created  M94.2 100m0-7v14M94.2 160m0-7v14M94.2 220m0-7v14M94.2 280m0-7v14
        sent  M130.3 100m-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0M166.5 100m-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0M202.7 100m-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0M130.3 160m-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0M202.7 160m-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0M130.3 280m-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0
        sent s1 M311.2 100m-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0M347.4 100m-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0M383.6 100m-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0M455.9 160m-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0M492.1 160m-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0M528.3 160m-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0M492.1 220m-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0M528.3 220m-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0M564.4 220m-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0M528.3 280m-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0M564.4 280m-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0M600.6 280m-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0
        received  M419.7 100m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0M166.5 160m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0M238.9 160m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0M564.4 160m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0M202.7 220m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0M636.8 280m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0
        received s1 M492.1 100m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0M564.4 100m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0M636.8 100m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0M347.4 160m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0M636.8 160m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0M709.1 160m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0M383.6 220m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0M600.6 220m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0M673 220m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0M419.7 280m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0M709.1 280m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0M781.5 280m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0
        refused  M166.5 280m-4-4l8 8m0-8l-8 8
        started s1 M238.9 100m-4-5l9 5l-9 5z
        recorded s1 M275 100m-6 0l6-6l6 6l-6 6zM383.6 160m-6 0l6-6l6 6l-6 6zM419.7 220m-6 0l6-6l6 6l-6 6zM455.9 280m-6 0l6-6l6 6l-6 6z
        noted s1 M455.9 100m-3-3h6v6h-6zM600.6 160m-3-3h6v6h-6zM673 280m-3-3h6v6h-6z
        closed s1 M528.3 100m0-5v10M600.6 100m0-5v10M673 100m0-5v10M419.7 160m0-5v10M673 160m0-5v10M745.3 160m0-5v10M455.9 220m0-5v10M636.8 220m0-5v10M709.1 220m0-5v10M492.1 280m0-5v10M745.3 280m0-5v10M817.7 280m0-5v10
        observer  M745.3 40m-3.5-3.5h7v7h-7zM781.5 40m-3.5-3.5h7v7h-7zM817.7 40m-3.5-3.5h7v7h-7zM853.8 40m-3.5-3.5h7v7h-7z
        ended  M853.8 100m0-7v14M853.8 160m0-7v14M853.8 220m0-7v14M853.8 280m0-7v14
         300 at 145 124
         100 at 246 136
         100 at 304 232
         100 at 181 148
         50 at 376 208
        s1 1 at 326 124
        s1 1 at 362 148
        s1 1 at 398 172
        s1 1 at 470 136
        s1 1 at 535 184
        s1 1 at 601 208
        s1 1 at 572 196
        s1 1 at 651 244
        s1 1 at 622 232
        s1 1 at 630 256
    "#]].assert_eq(&written(&run.whole(&run.depth).picture()));
}
