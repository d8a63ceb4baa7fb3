//! Runs made by chance, in which snapshots overlap and deliveries come in every order.

use shutter_core::history::History;
use shutter_core::script::{Command, CommandLine};
use shutter_core::{Amount, NodeId};

/// Marsaglia, "Xorshift RNGs", 2003, with a multiplication at the end: quick without optimisation too.
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Self((seed + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub(super) fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let high = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        usize::try_from(high).expect("31 bits") % bound
    }
}

/// A run under way, to which chance adds commands.
struct Making {
    dice: Dice,
    history: History,
    nodes: usize,
}

/// A run of 2 to 5 processes and 10 to 40 commands, then mostly deliveries until nothing is left. Some runs start
/// afresh within, and in some a process joins late.
pub(super) fn random_run(seed: u64) -> History {
    let mut dice = Dice::new(seed);
    let nodes = 2 + dice.below(4);
    let mut making = Making { dice, history: History::default(), nodes };
    making.create_all();
    for _ in 0..10 + making.dice.below(31) {
        making.act();
    }
    if making.dice.below(4) > 0 {
        for turn in 0..1000 {
            if turn < 20 && making.dice.below(4) == 0 {
                making.send();
            } else if !making.deliver() {
                break;
            }
        }
    }
    making.history
}

fn node(at: usize) -> NodeId {
    NodeId::new(u32::try_from(at + 1).expect("few processes"))
}

fn amount(number: usize) -> Amount {
    Amount::new(number as u64).expect("a small amount")
}

impl Making {
    fn obey(&mut self, command: Command) -> bool {
        let line = u32::try_from(self.history.end().commands).expect("few commands");
        self.history.execute(CommandLine { command, line }).is_ok()
    }

    fn create_all(&mut self) {
        if self.dice.below(2) == 0 {
            self.obey(Command::StartMaster);
        }
        for at in 0..self.nodes {
            let balance = amount(self.dice.below(30));
            self.obey(Command::CreateNode { node: node(at), balance });
        }
    }

    fn two(&mut self) -> (NodeId, NodeId) {
        let from = self.dice.below(self.nodes);
        let to = (from + 1 + self.dice.below(self.nodes - 1)) % self.nodes;
        (node(from), node(to))
    }

    fn send(&mut self) {
        let (from, to) = self.two();
        let amount = amount(self.dice.below(9));
        self.obey(Command::Send { from, to, amount });
    }

    /// Delivers from any channel that holds something; says whether there was one.
    fn deliver(&mut self) -> bool {
        let busy: Vec<_> = self.history.state().busy_channels().collect();
        if busy.is_empty() {
            return false;
        }
        let channel = busy[self.dice.below(busy.len())];
        self.obey(Command::Receive { to: channel.to, from: Some(channel.from) })
    }

    fn act(&mut self) {
        let (from, to) = self.two();
        match self.dice.below(200) {
            0..70 => self.send(),
            70..140 => {
                self.deliver();
            }
            140..148 => {
                self.obey(Command::Receive { to, from: None });
            }
            148..156 => {
                self.obey(Command::Receive { to, from: Some(from) });
            }
            156..178 => {
                self.obey(Command::BeginSnapshot { node: from });
            }
            178..180 => {
                self.obey(Command::ReceiveAll);
            }
            180..188 => {
                self.obey(Command::CollectState { snapshot: None });
            }
            188..194 => {
                self.obey(Command::PrintSnapshot);
            }
            194..199 => {
                // Refused while a snapshot is under way.
                let balance = amount(self.dice.below(30));
                let joined = self.obey(Command::CreateNode { node: node(self.nodes), balance });
                self.nodes += usize::from(joined);
            }
            _ => {
                self.obey(Command::KillAll);
                self.nodes = 2 + self.dice.below(4);
                self.create_all();
            }
        }
    }
}

/// The script of a run, for messages.
pub(super) fn text_of(seed: u64) -> String {
    crate::show::events(&random_run(seed)).join("\n")
}
