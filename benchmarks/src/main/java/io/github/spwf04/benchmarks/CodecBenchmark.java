package io.github.spwf04.benchmarks;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.catalog.EventKind;
import io.github.spwf04.codec.HostPacketCodec;
import io.github.spwf04.codec.ModulePacketCodec;
import io.github.spwf04.codec.PacketDecoder;
import io.github.spwf04.codec.PacketDecoder.Direction;
import io.github.spwf04.codec.PacketDecoder.Piece;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The codec's hot path, which makes no object, beside copying the same bytes, which is the least
 * that anything can do with them; and the incremental decoder, which makes one slice a packet.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CodecBenchmark {
  /** Packets in the stream that is walked through. */
  static final int PACKETS = 64;

  private static final int PAYLOAD = 24;

  private final ByteBuf command = PooledByteBufAllocator.DEFAULT.directBuffer(64);
  private final ByteBuf stream =
      PooledByteBufAllocator.DEFAULT.directBuffer(
          PACKETS * (ModulePacketCodec.HEADER_LENGTH + PAYLOAD));
  private final ByteBuf copy = PooledByteBufAllocator.DEFAULT.directBuffer(stream.capacity());
  private int id;

  /** Fills the stream. */
  @Setup
  public void fill() {
    for (int i = 0; i < PACKETS; i++) {
      ModulePacketCodec.encodeHeader(stream, EventKind.REPLY.number(), 10, 3, PAYLOAD);
      stream.writeZero(PAYLOAD);
    }
    encodeCommand();
  }

  /** Releases the buffers. */
  @TearDown
  public void release() {
    command.release();
    stream.release();
    copy.release();
  }

  /** SOCKW with its two numbers, 730 bytes of data to follow. */
  @Benchmark
  public int encodeCommand() {
    command.clear();
    int start = HostPacketCodec.start(command, Command.SOCKW.id());
    HostPacketCodec.parameter(command, start, id++ & 7);
    HostPacketCodec.parameter(command, start, 730);
    HostPacketCodec.finish(command, start, 730);
    return command.writerIndex();
  }

  /** The floor of {@link #encodeCommand}: its bytes, copied. */
  @Benchmark
  public int floorCopyCommand() {
    copy.clear();
    copy.writeBytes(command, 0, command.writerIndex());
    return copy.writerIndex();
  }

  /** Kind, indication and length of every packet of a stream, and whether it ends a reply. */
  @Benchmark
  @OperationsPerInvocation(PACKETS)
  public int viewPackets() {
    int seen = 0;
    for (int at = 0; at < stream.writerIndex(); ) {
      seen += ModulePacketCodec.kind(stream, at) + ModulePacketCodec.indication(stream, at);
      seen += ModulePacketCodec.endsReply(stream, at) ? 1 : 0;
      at += ModulePacketCodec.HEADER_LENGTH + ModulePacketCodec.payloadLength(stream, at);
    }
    return seen;
  }

  /** Headers written as the module writes them. */
  @Benchmark
  @OperationsPerInvocation(PACKETS)
  public int encodePackets() {
    copy.clear();
    for (int i = 0; i < PACKETS; i++) {
      ModulePacketCodec.encodeHeader(copy, EventKind.REPLY.number(), 10, 3, PAYLOAD);
      copy.writerIndex(copy.writerIndex() + PAYLOAD);
    }
    return copy.writerIndex();
  }

  /** The floor of all that goes through the stream: its bytes, copied. */
  @Benchmark
  @OperationsPerInvocation(PACKETS)
  public int floorCopyStream() {
    copy.clear();
    copy.writeBytes(stream, 0, stream.writerIndex());
    return copy.writerIndex();
  }

  /** The same stream through the incremental decoder: a slice and a piece a packet. */
  @Benchmark
  @OperationsPerInvocation(PACKETS)
  public int decodeStream() {
    int seen = 0;
    try (PacketDecoder decoder = new PacketDecoder(Direction.MODULE_TO_HOST)) {
      decoder.feed(stream.retainedDuplicate());
      for (Piece piece = decoder.next(); piece != null; piece = decoder.next()) {
        seen += piece.bytes().readableBytes();
        piece.bytes().release();
      }
    }
    return seen;
  }
}
