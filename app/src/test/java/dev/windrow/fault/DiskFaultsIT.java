package dev.windrow.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windrow.it.Jvm;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A state folder that is gone, damaged, read-only or full. Whatever it is: the service goes on, or ends and says what is wrong where; when the
 * cause is removed it goes on, and the results are right.
 *
 * <p>A file system with an open file cannot be made read-only under a process that runs: what that process would meet is that a write fails, as
 * on a full one.
 */
@Tag("faults")
@Timeout(300)
final class DiskFaultsIT {

  private static final Duration CLEAN_STOP = Duration.ofSeconds(20);
  private static final Duration END = Duration.ofSeconds(60);
  private static final byte[] GARBAGE = "\u00ff\u0000not what was here".getBytes(java.nio.charset.StandardCharsets.UTF_16);

  @RegisterExtension
  private final FaultRun run = new FaultRun();

  /** Something to do with a file. */
  private interface Harm {
    void to(Path file) throws IOException;
  }

  enum Damage {
    GARBAGE(file -> overwrite(file)),
    TRUNCATED(file -> truncate(file, Files.size(file) / 2)),
    EMPTY(file -> truncate(file, 0)),
    FOLDER(DiskFaultsIT::replaceByFolder);

    private final Harm harm;

    Damage(Harm harm) {
      this.harm = harm;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory", "rocksdb"})
  void deletedWhileStopped(String store) throws Exception {
    begin(store);
    run.strike("state folder deleted while stopped, " + store, () -> {
      run.instance("one").kill();
      delete(run.stateOf("one"));
      run.saw("state folders gone", Files.exists(run.stateOf("one")) ? 0 : 1);
    });

    run.start("one");
    run.awaitProgress();
    run.end(Bite.LAG);
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory", "rocksdb"})
  void deletedWhileRunning(String store) throws Exception {
    begin(store);
    run.strike("state folder deleted while running, " + store, () -> {
      delete(run.stateOf("one"));
      run.saw("state folders gone", Files.exists(run.stateOf("one")) ? 0 : 1);
    });

    goesOnOrSaysWhy();
    run.instance("one").kill();
    run.start("one");
    run.awaitProgress();
    run.end(Bite.LAG);
  }

  @ParameterizedTest
  @CsvSource({"GARBAGE, false", "GARBAGE, true", "TRUNCATED, false", "EMPTY, false"})
  void rocksDbFilesDamaged(Damage damage, boolean killed) throws Exception {
    begin("rocksdb");
    run.strike("RocksDB files " + damage + (killed ? " after kill -9" : " after a stop"), () -> {
      stop(killed);
      run.saw("files damaged", harmAll(damage, file -> file.toString().contains("rocksdb")));
    });

    run.start("one");
    if (!goesOnOrSaysWhy()) {
      delete(run.stateOf("one"));
      run.start("one");
      run.awaitProgress();
    }
    run.end(Bite.LAG);
  }

  @ParameterizedTest
  @CsvSource({
    "instance-id, GARBAGE", "instance-id, EMPTY", "instance-id, FOLDER",
    "lock, GARBAGE", "lock, EMPTY", "lock, FOLDER",
    "process-metadata, GARBAGE", "process-metadata, EMPTY", "process-metadata, FOLDER"})
  void bookkeepingDamaged(String name, Damage damage) throws Exception {
    begin("rocksdb");
    run.strike(name + " file " + damage, () -> {
      stop(false);
      run.saw("files damaged", harmAll(damage, file -> file.getFileName().toString().endsWith(name)));
    });

    run.start("one");
    if (!goesOnOrSaysWhy()) {
      delete(run.stateOf("one"));
      run.start("one");
      run.awaitProgress();
    }
    run.end(Bite.LAG);
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory", "rocksdb"})
  void readOnlyBeforeTheStart(String store) throws Exception {
    try (Tmpfs disk = Tmpfs.mount(run.stateOf("one"), 32)) {
      begin(store);
      run.strike("state folder read-only before the start, " + store, () -> {
        stop(true);
        disk.readOnly();
        run.start("one");
        assertSays(run.instance("one"), run.stateOf("one").toString(), "is on a disk that is mounted read-only");
        run.saw("ends that named the folder", 1);
      });

      run.instance("one").exitCode(END);
      disk.writable();
      run.start("one");
      run.awaitProgress();
      run.end(Bite.LAG);
      run.instance("one").kill();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory", "rocksdb"})
  void fullBeforeTheStart(String store) throws Exception {
    try (Tmpfs disk = Tmpfs.mount(run.stateOf("one"), 32)) {
      begin(store);
      run.strike("disk full before the start, " + store, () -> {
        stop(true);
        delete(run.stateOf("one").resolve(run.settings().config().applicationId() + "-0"));
        run.saw("bytes filled", disk.fill());
      });

      run.start("one");
      if (!goesOnOrSaysWhy()) {
        disk.makeRoom();
        run.start("one");
        run.awaitProgress();
      }
      run.end(Bite.LAG);
      run.instance("one").kill();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory", "rocksdb"})
  void fullWhileRunning(String store) throws Exception {
    try (Tmpfs disk = Tmpfs.mount(run.stateOf("one"), 32)) {
      begin(store);
      run.strike("disk full while running, " + store, () -> run.saw("bytes filled", disk.fill()));

      if (goesOnOrSaysWhy()) {
        // What is in memory only has to be written at the latest now.
        run.instance("one").signal("TERM");
        run.instance("one").exitCode(CLEAN_STOP);
        run.scenario().say("stopped with a full disk, it said: %s", last(run.instance("one")));
        assertNoStackTrace(run.instance("one"));
        run.start("one");
        goesOnOrSaysWhy();
      }
      disk.makeRoom();
      if (!run.instance("one").isAlive()) {
        run.start("one");
      }
      run.awaitProgress();
      run.end(Bite.LAG);
      run.instance("one").kill();
    }
  }

  private void begin(String store) throws Exception {
    run.with("state.store", store);
    run.begin(1);
  }

  private void stop(boolean killed) throws Exception {
    Jvm one = run.instance("one");
    if (killed) {
      one.kill();
    } else {
      one.signal("TERM");
      assertThat(one.exitCode(CLEAN_STOP)).as(one.err()).isZero();
    }
  }

  /** True when the instance goes on by itself; when it ends, it must have said what is wrong and where. */
  private boolean goesOnOrSaysWhy() {
    Jvm one = run.instance("one");
    AtomicLong before = new AtomicLong(-1);
    run.until("it goes on, or ends", () -> {
      long read = run.group().read(run.settings().topic());
      return !one.isAlive() || !before.compareAndSet(-1, read) && read > before.get() + 4_000;
    });
    run.scenario().say("%s: %s", one.isAlive() ? "goes on" : "has ended", last(one));
    if (!one.isAlive()) {
      assertSays(one, run.stateOf("one").toString());
    }
    assertNoStackTrace(one);
    return one.isAlive();
  }

  private static void assertSays(Jvm instance, String... words) {
    try {
      assertThat(instance.exitCode(END)).as(instance.err()).isEqualTo(1);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    String said = instance.err().substring(Math.max(0, instance.err().lastIndexOf("windrow: ")));
    assertThat(said).startsWith("windrow: ").contains(words);
    assertNoStackTrace(instance);
  }

  private static void assertNoStackTrace(Jvm instance) {
    assertThat(instance.err()).doesNotContain("\n\tat ");
  }

  private static String last(Jvm instance) {
    return instance.err().lines().reduce("", (before, line) -> line);
  }

  private interface Which {
    boolean is(Path file);
  }

  private long harmAll(Damage damage, Which which) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(run.stateOf("one"))) {
      files = all.filter(file -> Files.isRegularFile(file) && which.is(file)).toList();
    }
    for (Path file : files) {
      damage.harm.to(file);
    }
    run.scenario().say("damaged: %s", files);
    return files.size();
  }

  private static void overwrite(Path file) throws IOException {
    byte[] bytes = new byte[(int) Math.max(64, Files.size(file))];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = GARBAGE[i % GARBAGE.length];
    }
    Files.write(file, bytes);
  }

  private static void truncate(Path file, long size) throws IOException {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      open.setLength(size);
    }
  }

  private static void replaceByFolder(Path file) throws IOException {
    Files.delete(file);
    Files.createDirectory(file);
    Files.writeString(file.resolve("not-empty"), "");
  }

  /** As often as it takes: who runs may write while its files are deleted. */
  private static void delete(Path folder) throws IOException {
    try (Stream<Path> below = Files.walk(folder)) {
      below.sorted(Comparator.reverseOrder()).forEach(path -> {
        try {
          Files.deleteIfExists(path);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      });
    }
  }
}
