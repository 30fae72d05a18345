//! Labels that want to stand where others stand → places side by side, each as near to its wish as can be.

/// The centres of labels on one axis. `wanted` are the centres that they would have alone, `sizes` their lengths along
/// the axis, `gap` the least distance between two of them, `bounds` what they must stay within. All in one unit.
///
/// No two overlap, their order is that of their wishes (equal wishes keep the order in which they are given), and the sum
/// of the squares of how far they move is the least possible: the isotonic regression of Barlow, Bartholomew, Bremner and
/// Brunk (1972), found by pooling adjacent violators. If they all fit between the bounds, they stay there; if they do
/// not, gaps shrink to what is left, and labels that are longer than the bounds all together lie over both ends
/// alike, side by side.
pub fn spread(wanted: &[f64], sizes: &[f64], bounds: [f64; 2], gap: f64) -> Vec<f64> {
    let count = wanted.len().min(sizes.len());
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by(|a, b| wanted[*a].total_cmp(&wanted[*b]).then(a.cmp(b)));

    let total: f64 = order.iter().map(|index| sizes[*index]).sum();
    let room = (bounds[1] - bounds[0] - total).max(0.0);
    let gap = if count > 1 { gap.max(0.0).min(room / (count - 1) as f64) } else { 0.0 };

    // With the room that the labels before it take subtracted, a label's place must only not be less than the last one's.
    let mut taken = Vec::with_capacity(count);
    let mut before = 0.0;
    for index in &order {
        taken.push(before + sizes[*index] / 2.0);
        before += sizes[*index] + gap;
    }
    let length = if count > 0 { before - gap } else { 0.0 };
    let (low, high) = (bounds[0], bounds[1] - length);
    // What has no room at all lies over both ends alike. Bounded isotonic regression is the unbounded one, clamped.
    let (low, high) = if high < low { ((low + high) / 2.0, (low + high) / 2.0) } else { (low, high) };

    struct Block {
        sum: f64,
        count: usize,
    }
    let mean = |block: &Block| block.sum / block.count as f64;
    let mut blocks: Vec<Block> = Vec::with_capacity(count);
    for (index, taken) in order.iter().zip(&taken) {
        let mut block = Block { sum: wanted[*index] - taken, count: 1 };
        while let Some(last) = blocks.pop_if(|last| mean(last) >= mean(&block)) {
            block = Block { sum: last.sum + block.sum, count: last.count + block.count };
        }
        blocks.push(block);
    }

    let mut centers = vec![0.0; count];
    let places = blocks.iter().flat_map(|block| std::iter::repeat_n(mean(block).clamp(low, high), block.count));
    for ((index, taken), place) in order.iter().zip(&taken).zip(places) {
        centers[*index] = place + taken;
    }
    centers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_move_apart_as_little_as_they_must() {
        assert_eq!(spread(&[10.0, 50.0], &[10.0, 10.0], [0.0, 100.0], 2.0), [10.0, 50.0]);
        assert_eq!(spread(&[50.0, 50.0], &[10.0, 10.0], [0.0, 100.0], 2.0), [44.0, 56.0]);
        assert_eq!(spread(&[50.0, 48.0], &[10.0, 10.0], [0.0, 100.0], 0.0), [54.0, 44.0]);
        assert_eq!(spread(&[0.0, 1.0, 90.0], &[10.0, 10.0, 10.0], [0.0, 100.0], 0.0), [5.0, 15.0, 90.0]);
    }

    #[test]
    fn too_many_labels_stand_side_by_side_all_the_same() {
        assert_eq!(spread(&[5.0, 5.0], &[10.0, 10.0], [0.0, 21.0], 4.0), [5.0, 16.0]);
        assert_eq!(spread(&[5.0, 5.0], &[10.0, 10.0], [0.0, 10.0], 4.0), [0.0, 10.0]);
        assert!(spread(&[], &[], [0.0, 1.0], 1.0).is_empty());
    }
}
