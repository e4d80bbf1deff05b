package dev.windrow.simulator;

import dev.windrow.simulator.SimulationException.Reason;
import dev.windrow.simulator.event.Event;
import dev.windrow.simulator.event.EventGenerator;
import dev.windrow.simulator.event.Routing;
import dev.windrow.simulator.truth.Truth;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/** The work of a run: generate, send, keep the truth, at the right pace, until the count is reached or it is stopped. */
final class Delivery implements Runnable {

  private final SimulatorOptions options;
  private final EventGenerator generator;
  private final Output output;
  private final Optional<TruthSink> sink;
  private final Truth truth;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final CountDownLatch done = new CountDownLatch(1);
  private final AtomicLong sent = new AtomicLong();
  private volatile Summary summary;
  private volatile SimulationException failure;

  /** @param options with a start */
  Delivery(SimulatorOptions options, Routing routing, Output output, Optional<TruthSink> sink) {
    this.options = options;
    this.generator = new EventGenerator(options.events(), routing);
    this.output = output;
    this.sink = sink;
    this.truth = options.truth().map(t -> new Truth(t.rules(), generator.types(), routing.partitions())).orElse(null);
  }

  @Override
  public void run() {
    try {
      summary = deliver();
    } catch (SimulationException e) {
      failure = e;
    } catch (InterruptedException e) {
      failure = new SimulationException(Reason.FAILED, "Interrupted before all events were delivered", e);
    } catch (RuntimeException | Error e) {
      failure = new SimulationException(Reason.FAILED, "The simulation broke off: " + e, e);
    } finally {
      sink.filter(s -> summary == null).ifPresent(s -> s.file().abandon());
      output.close();
      done.countDown();
    }
  }

  void requestStop() {
    stop.countDown();
  }

  CountDownLatch done() {
    return done;
  }

  long sent() {
    return sent.get();
  }

  Summary summary() throws SimulationException {
    if (failure != null) {
      throw failure;
    }
    if (summary == null) {
      throw new SimulationException(Reason.FAILED, "The run did not end in time: not every event has been delivered");
    }
    return summary;
  }

  private Summary deliver() throws SimulationException, InterruptedException {
    long firstMicros = generator.nextMicros();
    long startNanos = System.nanoTime();
    long lastMicros = emit(new Pacer(options.run().pace(), stop, System::nanoTime, firstMicros));
    output.finish();
    Duration took = Duration.ofNanos(System.nanoTime() - startNanos);
    long results = sink.isPresent() ? writeTruth(sink.get()) : 0;
    return new Summary(sent(), took, instant(firstMicros), instant(lastMicros), results, output.remark());
  }

  /** Returns the time of the last event. */
  private long emit(Pacer pacer) throws SimulationException, InterruptedException {
    long count = Math.min(options.run().count(), options.events().schedule().longest());
    long last = generator.nextMicros();
    while (generator.nextNumber() < count && !pacer.stopped() && !output.failed()) {
      long micros = generator.nextMicros();
      if (pacer.due(micros)) {
        send(generator.next());
        last = micros;
      } else {
        output.pause();
        pacer.await(micros);
      }
    }
    return last;
  }

  private void send(Event event) throws SimulationException {
    output.send(event);
    if (truth != null) {
      truth.add(event);
    }
    sent.lazySet(event.number() + 1);
  }

  private long writeTruth(TruthSink to) throws SimulationException {
    TruthFile.Header header =
        new TruthFile.Header(options.target().topic(), to.firstOffsets(), options.truth().orElseThrow().rules(), options.events(), sent());
    return to.file().write(header, truth);
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
