//! The state of the page, and how it changes. Nothing here touches the browser: storage, clocks and the DOM are the
//! business of hooks and components, which read this state and send it [`Action`]s.

mod act;
mod build;
mod example;
mod exchanges;
mod guide;
mod view;

use std::cell::{Ref, RefCell};
use std::rc::Rc;

use shutter_core::causality::{Cut, Epoch};
use shutter_core::history::{History, Moment};
use shutter_core::script::{Command, Fault, Script};
use shutter_core::{EventIndex, NodeId, SnapshotId};
use shutter_lessons::{Example, Lesson};
use yew::Reducible;

pub use act::Replaced;
pub use build::{Build, Stage};
pub use example::{EXAMPLE, EXAMPLE_LINE};
pub use exchanges::Exchanges;
pub use guide::{Guide, Outcome};
pub use view::{Scale, View};

use act::Acts;
use build::Target;

/// What a person, or the clock, asks of the page.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// The text of the script is now this.
    SetText(Rc<str>),
    /// The whole text was replaced, by pasting over it: the moment goes to the end.
    Replace(Rc<str>),
    /// Another script takes the place of the one that was there. The editor follows.
    Load(Rc<str>),
    /// The same, at the moment after so many events, or at its end.
    LoadAt(Rc<str>, Option<usize>),
    /// Another script takes its place as by an act, at the moment after this line (counted from 0).
    Open(Rc<str>, u32),
    /// An example takes its place, at the moment that it is about.
    Show(Rc<Example>),
    /// No more of what to look for in the example.
    Dismiss,
    /// The same as `LoadAt`, with what snapshots record hidden until it is predicted.
    Exercise(Rc<str>, Option<usize>),
    /// What was hidden is shown.
    Reveal(Outcome),
    /// To a step of a lesson, counted from 0.
    Turn(Rc<Lesson>, usize),
    /// The lesson is over; its script stays.
    EndLesson,
    /// This command joins the script at the moment on show, in the place of what followed.
    Act(Command),
    /// The last act is taken back.
    Undo,
    /// The next slice of a long run.
    Work,
    /// No more of a long run.
    Cancel,
    /// To a moment after so many events.
    SeekEvent(usize),
    /// To the moment after a line (counted from 0) and all before it.
    SeekLine(u32),
    /// To the beginning.
    First,
    /// To the end.
    Last,
    /// One event on.
    Step,
    /// One event back.
    Back,
    /// One command on.
    StepCommand,
    /// One command back.
    BackCommand,
    /// Plays, from the beginning when the run is at its end; or pauses.
    TogglePlay,
    /// The clock's tick while it plays.
    Tick,
    /// How many events a second.
    SetSpeed(Speed),
    /// Attends to a node, or to none.
    Select(Option<NodeId>),
    /// Looks at the run like this.
    View(View),
    /// Draws it like this.
    Scale(Scale),
    /// Attends to a snapshot.
    SelectSnapshot(SnapshotId),
    /// The moment is dragged from now on, or not any more.
    Drag(bool),
    /// A cut of one's own through the bank on show: from now on at the moment on show.
    StartCut,
    /// The cut is now this.
    SetCut(Rc<Cut>),
    /// No cut any more.
    EndCut,
    /// How the run becomes one that goes through what the snapshot recorded that starts in this event.
    ShowExchanges(EventIndex),
    /// So many exchanges are made.
    SeekExchange(u64),
    /// Back to the run as it is.
    EndExchanges,
}

/// How fast it plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Speed {
    /// One event in two seconds.
    Half,
    /// One event a second.
    One,
    /// Two.
    Two,
    /// Four.
    Four,
    /// Sixteen.
    Sixteen,
}

impl Speed {
    /// All speeds, from the slowest.
    pub const ALL: [Self; 5] = [Self::Half, Self::One, Self::Two, Self::Four, Self::Sixteen];

    /// The time of an event in milliseconds.
    pub const fn period(self) -> u32 {
        match self {
            Self::Half => 2000,
            Self::One => 1000,
            Self::Two => 500,
            Self::Four => 250,
            Self::Sixteen => 63,
        }
    }

    /// What it is called.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Half => "½×",
            Self::One => "1×",
            Self::Two => "2×",
            Self::Four => "4×",
            Self::Sixteen => "16×",
        }
    }
}

/// The state of the page.
///
/// A run may take a hundred megabytes, so states share it: [`Session::history`] is always that of the newest state, and
/// [`Session::revision`] tells states apart.
#[derive(Clone)]
#[allow(clippy::struct_excessive_bools)] // none of them follows from the others
pub struct Session {
    text: Rc<str>,
    loads: u32,
    opened: u32,
    build: Rc<RefCell<Build>>,
    revision: u32,
    moment: Moment,
    end: Moment,
    stage: Stage,
    run: u32,
    dragged: bool,
    scale: Scale,
    looked_at: bool,
    acts: Acts,
    cut: Option<Rc<Cut>>,
    exchanges: Option<Exchanges>,
    example: Option<Rc<Example>>,
    guide: Option<Guide>,
    given: bool,
    outcome: Option<Outcome>,
    faults: Rc<[Fault]>,
    playing: bool,
    speed: Speed,
    selected: Option<NodeId>,
    selected_snapshot: Option<SnapshotId>,
}

impl PartialEq for Session {
    fn eq(&self, other: &Self) -> bool {
        self.revision == other.revision && Rc::ptr_eq(&self.build, &other.build)
    }
}

impl Default for Session {
    /// The first example, at a moment worth looking at.
    fn default() -> Self {
        Self::new(EXAMPLE.into(), Target::Line(EXAMPLE_LINE))
    }
}

impl Session {
    fn new(text: Rc<str>, target: Target) -> Self {
        let mut session = Self {
            text: "".into(),
            loads: 0,
            opened: 0,
            build: Rc::new(RefCell::new(Build::default())),
            revision: 0,
            moment: Moment::default(),
            end: Moment::default(),
            stage: Stage::Done,
            run: 0,
            dragged: false,
            scale: Scale::default(),
            looked_at: false,
            acts: Acts::default(),
            cut: None,
            exchanges: None,
            example: None,
            guide: None,
            given: false,
            outcome: None,
            faults: Rc::new([]),
            playing: false,
            speed: Speed::One,
            selected: None,
            selected_snapshot: None,
        };
        session.set_text(text, Some(target));
        session
    }

    /// The run of this text, at its end.
    pub fn of(text: &str) -> Self {
        Self::new(text.into(), Target::End)
    }

    /// The run of this text, at the moment after so many events, or at its end.
    pub fn resumed(text: Rc<str>, events: Option<usize>) -> Self {
        Self::new(text, Target::after(events))
    }

    /// The same, but nothing can be done in the picture.
    #[must_use]
    pub fn to_be_looked_at(self) -> Self {
        Self { looked_at: true, ..self }
    }

    /// Whether nothing can be done in the picture.
    pub fn is_looked_at(&self) -> bool {
        self.looked_at
    }

    /// The text of the script.
    pub fn text(&self) -> &Rc<str> {
        &self.text
    }

    /// Goes up when the text was replaced by something other than typing, so that the editor must take it over.
    pub fn loads(&self) -> u32 {
        self.loads
    }

    /// Goes up when another script took the place of the one that was there, and not when that was changed.
    pub fn opened(&self) -> u32 {
        self.opened
    }

    /// The moment to come back to: after so many events, or the end.
    pub fn place(&self) -> Option<usize> {
        (self.stage == Stage::Done && self.moment != self.end).then_some(self.moment.events)
    }

    /// The script that the text says.
    pub fn script(&self) -> Ref<'_, Script> {
        Ref::map(self.build.borrow(), Build::script)
    }

    /// The run.
    pub fn history(&self) -> Ref<'_, History> {
        Ref::map(self.build.borrow(), Build::history)
    }

    /// Different in any two states of one page.
    pub fn revision(&self) -> u32 {
        self.revision
    }

    /// The moment on show.
    pub fn moment(&self) -> Moment {
        self.moment
    }

    /// The end of the run.
    pub fn end(&self) -> Moment {
        self.end
    }

    /// The line, from 0, of the command that has had its turn last.
    pub fn current_line(&self) -> Option<u32> {
        self.history().current_line()
    }

    /// Whether the run is done, or how far it is.
    pub fn stage(&self) -> Stage {
        self.stage
    }

    /// Goes up whenever the events of the run may have changed, and not when one only moves through them.
    pub fn run(&self) -> u32 {
        self.run
    }

    /// Whether the moment is being dragged, so that it changes with every frame.
    pub fn is_dragged(&self) -> bool {
        self.dragged
    }

    /// How the run is drawn.
    pub fn scale(&self) -> Scale {
        self.scale
    }

    /// The cut of one's own, if there is one.
    pub fn cut(&self) -> Option<&Rc<Cut>> {
        self.cut.as_ref()
    }

    /// The example that was opened, until it is dismissed or another script comes.
    pub fn example(&self) -> Option<&Rc<Example>> {
        self.example.as_ref()
    }

    /// All that is wrong, by line.
    pub fn faults(&self) -> &Rc<[Fault]> {
        &self.faults
    }

    /// Whether it plays.
    pub fn is_playing(&self) -> bool {
        self.playing
    }

    /// How fast it plays.
    pub fn speed(&self) -> Speed {
        self.speed
    }

    /// The node that is attended to.
    pub fn selected(&self) -> Option<NodeId> {
        self.selected
    }

    /// The snapshot that is attended to.
    pub fn selected_snapshot(&self) -> Option<SnapshotId> {
        self.selected_snapshot
    }

    /// What this state becomes by an action.
    #[must_use]
    pub fn apply(&self, action: Action) -> Self {
        let mut next = self.clone();
        next.revision += 1;
        let mut shown = None;
        match action {
            Action::SetText(text) => {
                next.given = false;
                next.type_text(text);
            }
            Action::Replace(text) => {
                next.acts = Acts::default();
                next.leave_lesson();
                next.set_text(text, Some(Target::End));
            }
            Action::Load(text) => {
                next.leave_lesson();
                next.load(text, Target::End);
            }
            Action::LoadAt(text, events) => {
                next.leave_lesson();
                next.load(text, Target::after(events));
            }
            Action::Open(text, line) => {
                next.leave_lesson();
                next.open(&text, line);
            }
            Action::Show(example) => {
                next.leave_lesson();
                next.load(example.script.as_str().into(), Target::Place(example.at));
                shown = Some(example);
            }
            Action::Dismiss => next.example = None,
            Action::Exercise(text, events) => next.exercise(text, events),
            Action::Reveal(outcome) => next.reveal(outcome),
            Action::Turn(lesson, step) => next.turn_to(lesson, step),
            Action::EndLesson => {
                if next.is_veiled() {
                    next.reveal(Outcome::Shown);
                }
                next.guide = None;
                next.outcome = None;
            }
            Action::Act(command) => {
                // In a lesson it is done again as easily. After it, it is the person's.
                next.given &= next.guide.is_some();
                next.act(command);
            }
            Action::Undo => next.undo(),
            Action::Work => next.work(),
            Action::Cancel => {
                next.build.borrow_mut().cancel();
                next.look();
            }
            Action::SeekEvent(events) => next.seek(|history| history.moment_of_event(events)),
            Action::SeekLine(line) => next.seek(|history| history.moment_of_line(line)),
            Action::First => next.seek(|_| Moment::default()),
            Action::Last => next.seek(History::end),
            Action::Step => next.walk(History::step),
            Action::Back => next.walk(History::step_back),
            Action::StepCommand => next.walk(History::step_command),
            Action::BackCommand => next.walk(History::step_command_back),
            Action::TogglePlay => next.toggle_play(),
            Action::Tick => next.tick(),
            Action::SetSpeed(speed) => next.speed = speed,
            Action::Select(node) => next.selected = node,
            Action::View(view) => next.look_like(&view),
            Action::Scale(scale) => next.scale = scale,
            Action::Drag(dragged) => next.dragged = dragged,
            Action::StartCut => next.start_cut(),
            Action::SetCut(cut) => next.cut = Some(cut),
            Action::EndCut => next.cut = None,
            Action::ShowExchanges(started) => next.show_exchanges(started),
            Action::SeekExchange(at) => next.seek_exchange(at),
            Action::EndExchanges => next.exchanges = None,
            Action::SelectSnapshot(snapshot) => next.selected_snapshot = Some(snapshot),
        }
        if next.opened != self.opened {
            next.example = shown;
        }
        next.note_goal();
        next
    }

    fn load(&mut self, text: Rc<str>, target: Target) {
        self.loads += 1;
        self.playing = false;
        self.acts = Acts::default();
        self.set_text(text, Some(target));
    }

    fn set_text(&mut self, text: Rc<str>, target: Option<Target>) {
        self.text = text.clone();
        self.build.borrow_mut().start(text, target);
        self.work();
    }

    /// Goes on with the run, for about as long as a picture takes.
    fn work(&mut self) {
        self.build.borrow_mut().advance();
        // Where a cut divides what a process did is said by the events, which may be others now.
        self.run += 1;
        self.cut = None;
        self.exchanges = None;
        self.look();
    }

    /// Takes over what a component needs to know without asking the run.
    fn look(&mut self) {
        let build = self.build.borrow();
        self.moment = build.history().moment();
        self.end = build.history().end();
        self.stage = build.stage();
        self.faults = build.faults().clone();
        let newest = build.history().state().cluster().snapshots().len();
        self.selected_snapshot = self.selected_snapshot.filter(|snapshot| snapshot.get() as usize <= newest);
    }

    fn start_cut(&mut self) {
        let history = self.history();
        let epoch = Epoch::at(history.log().events(), self.moment.events);
        let cut = Cut::at(epoch, self.moment.events);
        drop(history);
        self.exchanges = None;
        self.cut = Some(Rc::new(cut));
    }

    fn seek(&mut self, moment: impl FnOnce(&History) -> Moment) {
        self.playing = false;
        self.walk(|history| {
            let moment = moment(history);
            history.seek(moment)
        });
    }

    fn walk(&mut self, walk: impl FnOnce(&mut History) -> bool) {
        self.build.borrow_mut().walk(walk);
        self.look();
    }

    fn toggle_play(&mut self) {
        self.playing = !self.playing && self.end.commands > 0;
        if self.playing && self.moment == self.end {
            self.walk(|history| history.seek(Moment::default()));
        }
    }

    fn tick(&mut self) {
        if self.playing {
            self.walk(|history| history.step() || history.step_command());
            self.playing = self.moment != self.end;
        }
    }
}

/// How components hold the state and send actions.
pub type SessionHandle = yew::UseReducerHandle<Session>;

/// What sends actions without knowing the state.
pub type Dispatcher = yew::UseReducerDispatcher<Session>;

impl Reducible for Session {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        Rc::new(self.apply(action))
    }
}
