package io.github.spwf04.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.Spwf04;
import io.github.spwf04.Spwf04Options;
import io.github.spwf04.catalog.ContentType;
import io.github.spwf04.testkit.peer.HttpPeer;
import io.github.spwf04.virtual.VirtualModule;
import io.github.spwf04.virtual.air.AccessPoint;
import io.github.spwf04.virtual.bus.LoopbackBus;
import io.github.spwf04.virtual.options.ModuleOptions;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Bodies of two threads go through one module, whose files and requests they share. */
@Timeout(180)
class ManyPostsTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final String SSID = "a network";
  private static final int THREADS = 2;

  /** Of each thread. */
  private static final int POSTS = Integer.getInteger("posts", 100);

  /** One that nobody else posts; its number comes first. */
  private static byte[] body(int number) {
    Random random = new Random(number);
    byte[] bytes = new byte[Integer.BYTES + random.nextInt(random.nextInt(8) == 0 ? 3000 : 200)];
    random.nextBytes(bytes);
    ByteBuffer.wrap(bytes).putInt(number);
    return bytes;
  }

  @Test
  void eachBodyArrivesOnceWholeAndRight() throws Exception {
    ModuleOptions options = ModuleOptions.builder().accessPoint(AccessPoint.open(SSID)).build();
    try (HttpPeer server = HttpPeer.start(null);
        VirtualModule module = new VirtualModule(options);
        Spwf04 spwf =
            Spwf04.open(LoopbackBus.to(module), Spwf04Options.defaults().withReconnect(null));
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      server.answer("/", HttpPeer.Response.of(200, "taken"));
      spwf.boot(LONG);
      spwf.wifi().join(SSID, null, LONG);
      List<Future<?>> posting = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        int first = thread * POSTS;
        posting.add(threads.submit(() -> post(spwf, server.port(), first)));
      }
      BitSet arrived = new BitSet();
      for (int i = 0; i < THREADS * POSTS; i++) {
        HttpPeer.Request request = server.request(LONG);
        assertThat(request).as("request " + i).isNotNull();
        int number = ByteBuffer.wrap(request.body()).getInt();
        assertThat(request.body()).isEqualTo(body(number));
        assertThat(request.header("Content-Type")).isEqualTo(ContentType.JSON.mediaType());
        assertThat(arrived.get(number)).as("body " + number + " came before").isFalse();
        arrived.set(number);
      }
      for (Future<?> done : posting) {
        done.get();
      }
      assertThat(arrived.cardinality()).isEqualTo(THREADS * POSTS);
      assertThat(server.request(Duration.ZERO)).isNull();
      assertThat(spwf.files().list()).noneMatch(info -> info.file().name().startsWith("post-"));
      assertThat(spwf.statistics().recoveries()).isZero();
    }
  }

  private static int post(Spwf04 spwf, int port, int first) throws InterruptedException {
    HttpRequest request = HttpRequest.of("http://127.0.0.1:" + port + "/");
    for (int number = first; number < first + POSTS; number++) {
      HttpResponse response = spwf.http().post(request, ContentType.JSON, body(number));
      assertThat(response.status()).isEqualTo(200);
      assertThat(response.text()).isEqualTo("taken");
    }
    return POSTS;
  }
}
