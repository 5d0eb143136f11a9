package io.github.spwf04.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import org.junit.jupiter.api.Test;

class LeakCheckTest {
  @Test
  void aBufferThatIsNotReleasedFailsTheTest() {
    ByteBuf leaked = PooledByteBufAllocator.DEFAULT.buffer(16);
    assertThatThrownBy(LeakCheck::check).hasMessageContaining("leak detected");
    assertThat(leaked.refCnt()).isEqualTo(1);
  }
}
