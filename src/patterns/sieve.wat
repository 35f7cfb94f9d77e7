;; The two sieves that every byte goes through, in a language that costs no check of bounds. What the memory holds, and
;; who fills it, is written in sieve.ts. One branch for eight bytes: which of the four places it is cannot be foretold,
;; and a wrong guess would cost more than writing all of them down and counting those that pass.
(module
  (memory (export "memory") 7 7)

  ;; Looks at every second place from the input's first byte on, to `end` (rounded up to eight bytes), and writes down
  ;; where those stand that both sieves let pass. Returns where the list ends.
  (func (export "sieve") (param $end i32) (result i32)
    (local $at i32) (local $a i32) (local $b i32) (local $c i32) (local $d i32)
    (local $listed i32) (local $passed i32) (local $left i32) (local $right i32)
    (local.set $at (i32.const 0x50010))
    (local.set $listed (i32.const 0x60000))
    (if (i32.ge_u (local.get $at) (local.get $end)) (then (return (local.get $listed))))

    ;; The first sieve: the word of the pair that stands here, turned by the third byte (by its lowest five bits, that
    ;; is), so that the bit in question has the value of one more entry in the list.
    (loop $next
      (local.set $a (i32.and (i32.const 4) (i32.rotr
        (i32.load (i32.shl (i32.load16_u (local.get $at)) (i32.const 2)))
        (i32.load8_u offset=2 (local.get $at)))))
      (local.set $b (i32.and (i32.const 4) (i32.rotr
        (i32.load (i32.shl (i32.load16_u offset=2 (local.get $at)) (i32.const 2)))
        (i32.load8_u offset=4 (local.get $at)))))
      (local.set $c (i32.and (i32.const 4) (i32.rotr
        (i32.load (i32.shl (i32.load16_u offset=4 (local.get $at)) (i32.const 2)))
        (i32.load8_u offset=6 (local.get $at)))))
      (local.set $d (i32.and (i32.const 4) (i32.rotr
        (i32.load (i32.shl (i32.load16_u offset=6 (local.get $at)) (i32.const 2)))
        (i32.load8_u offset=8 (local.get $at)))))
      (if (i32.or (i32.or (local.get $a) (local.get $b)) (i32.or (local.get $c) (local.get $d))) (then
        (i32.store (local.get $listed) (local.get $at))
        (local.set $listed (i32.add (local.get $listed) (local.get $a)))
        (i32.store (local.get $listed) (i32.add (local.get $at) (i32.const 2)))
        (local.set $listed (i32.add (local.get $listed) (local.get $b)))
        (i32.store (local.get $listed) (i32.add (local.get $at) (i32.const 4)))
        (local.set $listed (i32.add (local.get $listed) (local.get $c)))
        (i32.store (local.get $listed) (i32.add (local.get $at) (i32.const 6)))
        (local.set $listed (i32.add (local.get $listed) (local.get $d)))))
      (br_if $next (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 8))) (local.get $end))))

    ;; The second sieve, over the list: the four bytes from here on among those with one more byte behind, or the four
    ;; from the byte before among those with one more in front.
    (local.set $end (local.get $listed))
    (local.set $listed (i32.const 0x60000))
    (local.set $passed (i32.const 0x60000))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $listed) (local.get $end)))
        (local.set $at (i32.load (local.get $listed)))
        (local.set $right (i32.shr_u
          (i32.mul (i32.load (local.get $at)) (i32.const 0x9e3779b1)) (i32.const 14)))
        (local.set $left (i32.shr_u
          (i32.mul (i32.load (i32.sub (local.get $at) (i32.const 1))) (i32.const 0x9e3779b1)) (i32.const 14)))
        (i32.store (local.get $passed) (local.get $at))
        (local.set $passed (i32.add (local.get $passed) (i32.and (i32.const 4) (i32.or
          (i32.rotr
            (i32.load offset=0x40000 (i32.and (i32.shr_u (local.get $right) (i32.const 3)) (i32.const 0x7ffc)))
            (local.get $right))
          (i32.rotr
            (i32.load offset=0x48000 (i32.and (i32.shr_u (local.get $left) (i32.const 3)) (i32.const 0x7ffc)))
            (local.get $left))))))
        (local.set $listed (i32.add (local.get $listed) (i32.const 4)))
        (br $next)))
    (local.get $passed)))
