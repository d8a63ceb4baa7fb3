//! The network picture: places and words.

use shutter_core::cluster::Payload;
use shutter_core::history::History;
use shutter_core::script::Script;
use shutter_core::{Amount, NodeId};
use shutter_diagram::geometry::Point;
use shutter_diagram::network::{Anchor, Label, Lane, NetworkPicture, Size, coin_width};

const WIDE: Size = Size { width: 900.0, height: 600.0 };
const NARROW: Size = Size { width: 360.0, height: 560.0 };

fn picture(text: &str, size: Size) -> NetworkPicture {
    let history = History::of(&Script::parse(text));
    NetworkPicture::of(&history, size, None)
}

fn bank(nodes: usize) -> String {
    (1..=nodes).map(|node| format!("CreateNode {node} 1000\n")).collect::<Vec<_>>().concat()
}

fn lane(picture: &NetworkPicture, from: u32, to: u32) -> &Lane {
    let find = |lane: &&Lane| lane.channel.from == NodeId::new(from) && lane.channel.to == NodeId::new(to);
    picture.lanes.iter().find(find).expect("the lane is drawn")
}

fn amounts(lane: &Lane) -> Vec<Payload> {
    lane.messages.iter().map(|mark| mark.payload).collect()
}

fn money(amount: u64) -> Payload {
    Payload::Transfer(Amount::new(amount).unwrap())
}

#[test]
fn the_head_of_a_channel_is_nearest_the_receiver() {
    let picture = picture(&format!("{}Send 1 2 10\nSend 1 2 20\nBeginSnapshot 1\n", bank(2)), WIDE);
    let lane = lane(&picture, 1, 2);
    assert_eq!(amounts(lane)[..2], [money(10), money(20)]);
    assert!(matches!(amounts(lane)[2], Payload::Marker(_)));
    let distances: Vec<_> = lane.messages.iter().map(|mark| mark.at.distance(lane.end)).collect();
    assert!(distances.is_sorted(), "{distances:?}");
}

#[test]
fn messages_on_a_lane_do_not_overlap_and_stay_on_it() {
    let sends: String = (0..60).map(|at| format!("Send 1 2 {}\n", at % 17)).collect::<Vec<_>>().concat();
    for size in [WIDE, NARROW] {
        let picture = picture(&format!("{}{sends}", bank(4)), size);
        let lane = lane(&picture, 1, 2);
        assert_eq!(lane.messages.len() + lane.more, 60);
        assert!(lane.more > 0);
        for pair in lane.messages.windows(2) {
            assert!(pair[0].at.distance(pair[1].at) >= coin_width("1"), "{pair:?}");
        }
        let length = lane.start.distance(lane.end);
        assert!(lane.messages.iter().all(|mark| mark.at.distance(lane.end) < length));
    }
}

#[test]
fn the_two_directions_of_a_channel_lie_side_by_side() {
    let picture = picture(&bank(2), WIDE);
    let (there, back) = (lane(&picture, 1, 2), lane(&picture, 2, 1));
    let apart = (there.start.y - back.end.y).abs();
    assert!((20.0..30.0).contains(&apart), "{apart}");
}

#[test]
fn nodes_keep_apart_and_within_the_picture() {
    for size in [WIDE, NARROW, Size { width: 1600.0, height: 300.0 }, Size { width: 320.0, height: 200.0 }] {
        for count in (1..=45).chain([100, 1000]) {
            let picture = picture(&bank(count), size);
            assert_eq!(picture.nodes.len(), count);
            let places: Vec<Point> = picture.nodes.iter().map(|node| node.at).collect();
            for (index, place) in places.iter().enumerate() {
                assert!(
                    place.x > 0.0 && place.x < size.width && place.y > 0.0 && place.y < size.height,
                    "{count} {place:?}"
                );
                let nearest = places[..index].iter().map(|other| place.distance(*other)).fold(f64::INFINITY, f64::min);
                assert!(
                    nearest > picture.radius * 1.5,
                    "{count} nodes in {size:?}: {nearest} apart, radius {}",
                    picture.radius
                );
            }
        }
    }
}

#[test]
fn what_is_beside_a_node_ends_within_the_picture() {
    let words = ["✕ cannot send 700", "✕ cannot send 9,007,199,254,740,991", "recorded 1,050", "waits for 1"];
    for width in [320.0, 560.0, 600.0, 900.0] {
        let picture = picture(&bank(4), Size { width, height: 400.0 });
        for (mark, text) in picture.nodes.iter().flat_map(|mark| words.map(|text| (mark, text))) {
            let (lines, size) = mark.label.fit(text, true, width);
            assert_eq!(lines.join(" "), text);
            assert!((8.0..=Label::TYPE).contains(&size), "{text:?} has {size} pixels in {width}");
            // A bold letter of a wide font is as wide as two thirds of its size.
            let longest = lines.iter().map(|line| line.chars().count()).max().unwrap();
            let length = f64::from(u32::try_from(longest).unwrap()) * size * 0.67;
            let (left, right) = match mark.label.anchor {
                Anchor::Start => (mark.label.at.x, mark.label.at.x + length),
                Anchor::Middle => (mark.label.at.x - length / 2.0, mark.label.at.x + length / 2.0),
                Anchor::End => (mark.label.at.x - length, mark.label.at.x),
            };
            assert!(left > 0.0 && right < width, "{text:?} from {left} to {right} of {width}");
        }
    }
    assert_eq!(
        picture(&bank(4), WIDE).nodes[1].label.fit("recorded 1,050", true, WIDE.width),
        (vec!["recorded 1,050"], 13.0)
    );
}

#[test]
fn a_channel_that_is_recorded_says_what_it_has_recorded() {
    let picture = picture(&format!("{}Send 2 1 7\nBeginSnapshot 1\nReceive 1\n", bank(3)), WIDE);
    let lane = lane(&picture, 2, 1);
    assert_eq!(lane.recording[0].amounts, [Amount::new(7).unwrap()]);
    assert_eq!(lane.words, "Channel 2 to 1: empty; recorded for snapshot 1: 7");
    assert_eq!(
        picture.nodes[0].words,
        "Node 1: balance 1,007; recorded 1,000 in snapshot 1, still recording 2 channels"
    );
    assert_eq!(picture.nodes[1].words, "Node 2: balance 993; not recorded in snapshot 1");
}

#[test]
fn what_was_just_taken_leaves_from_its_lane() {
    let picture = picture(&format!("{}Send 1 2 7\nReceive 2\n", bank(2)), WIDE);
    let taken = picture.delivered.expect("a message was just taken");
    assert_eq!(taken.mark.payload, money(7));
    assert_eq!(taken.to, picture.nodes[1].at);
}

#[test]
fn too_many_channels_are_left_out_in_order_and_the_picture_says_so() {
    let empty = picture(&bank(40), WIDE);
    assert_eq!((empty.lanes.len(), empty.note.as_deref()), (0, Some("1,560 empty channels are not drawn.")));
    let few = picture(&format!("{}BeginSnapshot 3\n", bank(40)), WIDE);
    assert_eq!(few.lanes.len(), 39);
    let text = format!(
        "{}BeginSnapshot 3\nReceive 5\nReceive 6\nReceive 7\nReceive 8\nReceive 9\nReceive 10\nReceive 11\n",
        bank(40)
    );
    let many = picture(&text, WIDE);
    assert!(many.note.unwrap().contains("only those of node 11"));
    let of_three = NetworkPicture::of(&History::of(&Script::parse(&text)), WIDE, Some(NodeId::new(3)));
    assert!(of_three.lanes.iter().all(|lane| [lane.channel.from, lane.channel.to].contains(&NodeId::new(3))));
}

#[test]
fn heads_of_both_directions_do_not_hide_each_other() {
    let text =
        format!("{}Send 1 2 100\nSend 2 1 200\nSend 2 4 50\nSend 4 2 100\nSend 1 3 800\nSend 3 1 800\n", bank(4));
    for height in [240.0, 270.0, 300.0, 330.0, 360.0, 420.0, 600.0] {
        let picture = picture(&text, Size { width: 720.0, height });
        for (from, to) in [(1, 2), (2, 4), (1, 3)] {
            let heads = [lane(&picture, from, to), lane(&picture, to, from)].map(|lane| lane.messages[0].at);
            let (dx, dy) = ((heads[0].x - heads[1].x).abs(), (heads[0].y - heads[1].y).abs());
            // A coin is as high as 24, and three figures wide.
            assert!(dx >= coin_width("100") || dy >= 24.0, "{from} and {to} at {height}: {heads:?}");
        }
    }
}
