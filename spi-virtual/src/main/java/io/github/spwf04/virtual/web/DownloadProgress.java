package io.github.spwf04.virtual.web;

import io.github.spwf04.catalog.Line;
import io.github.spwf04.virtual.runtime.Call;
import io.github.spwf04.virtual.runtime.Core;
import org.jspecify.annotations.Nullable;

/** Sends a line now and then that says how far a download is: about 50 in all. */
final class DownloadProgress implements HttpExchange.Progress {
  private static final int STEPS = 50;
  private static final int SMALLEST_STEP = 4096;

  /** Between two lines when the server has not said how much there is. */
  private static final int BLIND_STEP = 16_384;

  private static final int FOUND = 200;

  private final Core core;
  private final Call call;
  private long told;

  DownloadProgress(Core core, Call call) {
    this.core = core;
    this.call = call;
  }

  @Override
  public void at(int status, long received, long total) {
    long step = total < 0 ? BLIND_STEP : Math.max(SMALLEST_STEP, total / STEPS);
    if (status != FOUND || received - told < step && received != total) {
      return;
    }
    told = received;
    @Nullable Object length = total < 0 ? null : total;
    core.post(
        () -> {
          call.maskableLine(Line.RECEIVED, received, length);
          call.flush();
        });
  }
}
