//! What is divided and outlined, on small modules. That a program still does what it did is for the whole-page tests to say.

use wasmparser::{ExternalKind, Operator, Parser, Payload, ValType};

use super::{code::instructions, count, divide, module::Module, outline};

const SMALL: &str = r#"(module
    (type $unary (func (param i32) (result i32)))
    (import "script" "log" (func $log (param i32)))
    (table $functions 3 3 funcref)
    (table $things 1 externref)
    (memory 1)
    (global $stack (mut i32) (i32.const 9))
    (elem (i32.const 1) $often $seldom)
    (data (i32.const 16) "text")
    (export "start" (func $start))
    (func $start (param i32) (result i32)
        (call $seldom (call $often (call $never_alone (local.get 0))))
        (call_indirect (type $unary) (i32.const 2)))
    (func $often (param i32) (result i32) (local.get 0))
    (func $seldom (param i32) (result i32)
        (call $log (global.get $stack))
        (call $helper (local.get 0)))
    (func $helper (param i32) (result i32) (call $shared (local.get 0)))
    (func $shared (param i32) (result i32) (local.get 0))
    (func $never_alone (param i32) (result i32) (call $shared (local.get 0))))"#;

fn module(text: &str) -> Module {
    Module::read(&wat::parse_str(text).unwrap()).unwrap()
}

/// Which functions come later: `$seldom` and its `$helper`.
const LATER: [bool; 6] = [false, false, true, true, false, false];

fn names(part: &Module) -> Vec<(&str, &str)> {
    part.imports.iter().map(|import| (import.module.as_str(), import.name.as_str())).collect()
}

fn calls(part: &Module, own: usize) -> Vec<u32> {
    let calls = instructions(&part.functions[own].code).filter_map(|instruction| match instruction.unwrap().0 {
        Operator::Call { function_index } => Some(function_index),
        _ => None,
    });
    calls.collect()
}

#[test]
fn what_was_read_is_written() {
    let bytes = wat::parse_str(SMALL).unwrap();
    let written = Module::read(&bytes).unwrap().write();
    // But for the names.
    assert_eq!(written, bytes[..written.len()]);
}

#[test]
fn what_is_divided_is_whole_again_together() {
    let (first, rest, table) = divide::divide(&module(SMALL), &LATER).unwrap();
    // Both can be read.
    for part in [&first, &rest] {
        let bytes = part.write();
        let bodies = Parser::new(0)
            .parse_all(&bytes)
            .filter(|payload| matches!(payload.as_ref().unwrap(), Payload::CodeSectionEntry(_)));
        assert_eq!(bodies.count(), part.functions.len());
    }
    assert_eq!(names(&first), [("script", "log"), divide::LOADER]);
    assert_eq!(table, "t0");
    // `$shared`, at a place of its own, is what the rest calls of the first part.
    let shared = ("places", "3");
    let exports = [("first", "m0"), ("first", "t0"), ("first", "t1"), ("first", "g0")];
    assert_eq!(names(&rest), [&exports[..], &[("script", "log"), shared]].concat());
    // Its functions come after `log` and `$shared`.
    assert_eq!((calls(&rest, 0), calls(&rest, 1)), (vec![0, 3], vec![1]));

    assert_eq!(first.tables[0].initial, 4);
    assert_eq!(first.tables[0].maximum, Some(4));
    let [places] = &first.elements[..] else { panic!("{:?}", first.elements) };
    // Four functions stay, then come a way through the table and a stand-in.
    let [start, often, shared, never_alone, way, stand_in] = [2, 3, 4, 5, 6, 7];
    assert_eq!((places.from, &places.items), (1, &vec![often, stand_in, shared]));
    assert_eq!(calls(&first, 0), [never_alone, often, way, way]);
    assert_eq!(calls(&first, 5), [1]);
    assert_eq!(first.exports[0].index, start);
    let [places] = &rest.elements[..] else { panic!("{:?}", rest.elements) };
    assert_eq!((places.from, &places.items), (2, &vec![2]));
}

#[test]
fn what_is_called_from_outside_stays() {
    let (first, rest, _) = divide::divide(&module(SMALL), &[true; 6]).unwrap();
    let start = first.exports.iter().find(|export| export.name == "start").unwrap();
    assert_eq!(calls(&first, (start.index - 2) as usize).len(), 4);
    assert_eq!(rest.functions.len(), 5);
}

#[test]
fn a_program_that_changes_its_table_is_left_alone() {
    let text = "(module (table 1 funcref) (func (table.set (i32.const 0) (ref.null func))))";
    assert!(divide::divide(&module(text), &[false]).is_err());
    let text = "(module (import \"a\" \"b\" (memory 1)) (table 1 funcref))";
    assert!(Module::read(&wat::parse_str(text).unwrap()).is_err());
}

#[test]
fn every_point_has_a_counter() {
    let small = module(SMALL);
    let counted = count::with_counters(&small).unwrap();
    let memory = counted.exports.last().unwrap();
    assert_eq!((memory.kind, memory.index, memory.name.as_str()), (ExternalKind::Memory, 1, count::EXPORT));
    let stores = |code: &[u8]| {
        let stores = instructions(code).filter(|line| matches!(line.as_ref().unwrap().0, Operator::I32Store8 { .. }));
        stores.count()
    };
    for (function, counted) in small.functions.iter().zip(&counted.functions) {
        assert_eq!(stores(&counted.code), count::points(function).unwrap());
    }
}

/// A function with two arms; what the first does is put in.
fn arms(cold: &str) -> String {
    format!(
        r"(module (memory 1) (func $draw (param $at i32) (param $long i64) (result i32) (local $x i32) (local $y i32) (local $z i32)
            (local.set $y (i32.const 5))
            (block $out
                (if (local.get $at)
                    (then {cold})
                    (else (local.set $x (i32.const 1)))))
            (i32.add (local.get $x) (local.get $y))))"
    )
}

const STEPS: &str = "(local.set $z (i32.add (local.get $at) (i32.const 1000)))
    (i32.store (local.get $z) (i32.const 100000))
    (i64.store offset=8 (local.get $z) (local.get $long))
    (loop $again (br_if $again (i32.load (local.get $z))))
    (i32.store offset=16 (local.get $z) (i32.const 100000))
    (i32.store offset=32 (local.get $z) (i32.const 100000))
    (local.set $x (i32.load (local.get $z)))";

/// Outlines the first arm.
fn outlined(cold: &str) -> Module {
    let mut module = module(&arms(cold));
    let mut reached = vec![true; count::points(&module.functions[0]).unwrap()];
    // The point after the `if`, and those in its first arm.
    let count = reached.len();
    reached[1..count - 3].fill(false);
    outline::outline(&mut module, 0, &reached).unwrap();
    // What comes out of it is a module.
    Module::read(&module.write()).unwrap()
}

#[test]
fn what_was_not_reached_gets_a_function() {
    let module = outlined(STEPS);
    let [draw, steps] = &module.functions[..] else { panic!("{}", module.functions.len()) };
    // It needs `$at` and `$long`; of what it sets, `$x` is needed after it, and `$z` is not. Integers come in twos.
    let (parameters, results) = module.signature(steps.kind);
    assert_eq!((parameters, results), (&[ValType::I32, ValType::I32, ValType::I64][..], &[ValType::I32; 2][..]));
    assert_eq!(steps.locals.iter().map(|(count, _)| count).sum::<u32>(), 2);
    assert_eq!(calls(&module, 0), [1]);
    let before = super::tests::module(&arms(STEPS)).functions[0].code.len();
    assert!(draw.code.len() + 40 < before, "{} of {before}", draw.code.len());
}

#[test]
fn what_jumps_out_stays() {
    let module = outlined(&format!("{STEPS} (br $out)"));
    assert_eq!(module.functions.len(), 2);
    assert!(instructions(&module.functions[0].code).any(|line| matches!(line.unwrap().0, Operator::Br { .. })));
    // In the middle, it leaves too little on either side.
    let module =
        outlined("(local.set $x (i32.load (local.get $at))) (br_if $out (local.get $x)) (local.set $x (i32.const 7))");
    assert_eq!(module.functions.len(), 1);
}
