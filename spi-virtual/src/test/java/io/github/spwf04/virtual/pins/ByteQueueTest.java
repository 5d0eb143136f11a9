package io.github.spwf04.virtual.pins;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ByteQueueTest {

  @Test
  void keepsTheOrderHoweverItGrowsAndTurns() {
    Random random = new Random(6);
    ByteQueue queue = new ByteQueue();
    ArrayDeque<Byte> expected = new ArrayDeque<>();
    for (int i = 0; i < 20_000; i++) {
      byte[] piece = new byte[random.nextInt(i < 10_000 ? 200 : 20)];
      if (random.nextBoolean()) {
        random.nextBytes(piece);
        queue.add(piece, 0, piece.length);
        for (byte b : piece) {
          expected.add(b);
        }
      } else {
        int taken = queue.take(piece, 0, piece.length);
        assertThat(taken).isEqualTo(Math.min(piece.length, expected.size()));
        for (int k = 0; k < taken; k++) {
          assertThat(piece[k]).isEqualTo(expected.remove());
        }
        int next = queue.take();
        assertThat(next).isEqualTo(expected.isEmpty() ? -1 : expected.remove() & 0xFF);
      }
      assertThat(queue.size()).isEqualTo(expected.size());
    }
    queue.clear();
    assertThat(queue.take()).isEqualTo(-1);
  }
}
