//! Fixtures of Princeton's course COS-418 (assignment 2), when they are at hand: another simulator's runs, with its own clock and
//! its delays, replayed as receives of this one.

use std::collections::{BTreeMap, VecDeque};
use std::fs;
use std::path::{Path, PathBuf};

use shutter_core::cluster::Recorded;
use shutter_core::event::Event;
use shutter_core::history::History;
use shutter_core::script::{ChannelName, CommandLine, parse_line};

use crate::observe::pairs;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus/princeton")
}

fn read(name: &str) -> String {
    fs::read_to_string(folder().join(name)).unwrap()
}

/// Servers are called N1, N2 and so on.
fn id(name: &str) -> u32 {
    name.trim_start_matches('N').parse().unwrap()
}

/// The simulator: at each tick, each server may have one message delivered that is due.
struct Simulator {
    history: History,
    /// When the messages of a channel are due, by sender, then receiver.
    due: BTreeMap<(u32, u32), VecDeque<usize>>,
    delays: Box<dyn Iterator<Item = usize>>,
    time: usize,
}

impl Simulator {
    fn new(topology: &str) -> Self {
        let draws = read("intn5_draws_seed8053172852482175524.txt");
        let delays: Vec<usize> = draws.lines().map(|draw| 1 + draw.parse::<usize>().unwrap()).collect();
        let delays = Box::new(delays.into_iter());
        let mut simulator = Self { history: History::default(), due: BTreeMap::new(), delays, time: 0 };
        for line in topology.lines().skip(1).filter(|line| !line.contains(" N")) {
            let (name, tokens) = line.split_once(' ').unwrap();
            simulator.obey(&format!("CreateNode {} {tokens}", id(name)));
        }
        simulator
    }

    fn obey(&mut self, line: &str) {
        let before = self.history.log().events().len();
        let command = parse_line(line, 0).unwrap().unwrap();
        let line = u32::try_from(self.history.end().commands).unwrap();
        self.history.execute(CommandLine { command, line }).unwrap();
        for event in &self.history.log().events()[before..] {
            if let Event::TransferSent { from, to, .. } | Event::MarkerSent { from, to, .. } = *event {
                let due = self.time + self.delays.next().unwrap();
                self.due.entry((from.get(), to.get())).or_default().push_back(due);
            }
        }
    }

    fn tick(&mut self) {
        self.time += 1;
        let servers: Vec<_> = self.history.state().cluster().node_ids().map(shutter_core::NodeId::get).collect();
        for from in servers {
            let time = self.time;
            let due = self
                .due
                .iter()
                .find(|((sender, _), due)| *sender == from && due.front() <= Some(&time) && !due.is_empty());
            if let Some((&(_, to), _)) = due {
                self.due.get_mut(&(from, to)).unwrap().pop_front();
                self.obey(&format!("Receive {to} {from}"));
            }
        }
    }

    fn run(&mut self, events: &str) {
        for line in events.lines() {
            match line.split(' ').collect::<Vec<_>>()[..] {
                ["send", from, to, tokens] => self.obey(&format!("Send {} {} {tokens}", id(from), id(to))),
                ["snapshot", server] => self.obey(&format!("BeginSnapshot {}", id(server))),
                ["tick"] => self.tick(),
                ["tick", times] => (0..times.parse().unwrap()).for_each(|_| self.tick()),
                _ => panic!("{line}"),
            }
        }
        while self.history.state().cluster().snapshots().any(|snapshot| snapshot.completed_at().is_none()) {
            self.tick();
        }
    }

    /// The first snapshot in the format of the fixtures.
    fn snapshot(&self) -> String {
        let cluster = self.history.state().cluster();
        let snapshot = cluster.snapshots().next().unwrap();
        let mut text = String::from("0\n");
        for node in cluster.members(snapshot) {
            text += &format!("N{node} {}\n", cluster.recorded_balance(snapshot, node).unwrap());
        }
        for name in pairs(cluster) {
            let ChannelName { from, to } = name;
            let Recorded::Closed(state) = cluster.recorded_channel(snapshot, name) else { panic!("it is complete") };
            for (_, tokens) in state.messages() {
                text += &format!("N{from} N{to} token({tokens})\n");
            }
        }
        text
    }
}

#[test]
fn runs_of_another_simulator_give_its_snapshots() {
    for (topology, run) in [
        ("2nodes", "2nodes-simple"),
        ("2nodes", "2nodes-message"),
        ("3nodes", "3nodes-simple"),
        ("3nodes", "3nodes-bidirectional-messages"),
    ] {
        if !folder().join(format!("{run}.snap")).exists() {
            continue;
        }
        let mut simulator = Simulator::new(&read(&format!("{topology}.top")));
        simulator.run(&read(&format!("{run}.events")));
        assert_eq!(simulator.snapshot().trim(), read(&format!("{run}.snap")).trim(), "{run}");
    }
}
