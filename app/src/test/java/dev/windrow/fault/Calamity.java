package dev.windrow.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windrow.it.Jvm;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import org.apache.kafka.common.protocol.ApiKeys;

/** What can happen in a soak. Each one mends itself before it returns, but for what the service has to mend. */
enum Calamity {
  INSTANCE_KILLED {
    @Override
    void strike(FaultRun run, RandomGenerator dice) throws Exception {
      String name = oneOf(MORTAL, dice);
      run.instance(name).kill();
      run.start(name, HEAP);
    }
  },
  INSTANCE_RESTARTED {
    @Override
    void strike(FaultRun run, RandomGenerator dice) throws Exception {
      String name = oneOf(MORTAL, dice);
      Jvm instance = run.instance(name);
      instance.signal("TERM");
      assertThat(instance.exitCode(Duration.ofSeconds(35))).as(instance.err()).isIn(0, 1);
      run.start(name, HEAP);
    }
  },
  INSTANCE_FROZEN {
    @Override
    void strike(FaultRun run, RandomGenerator dice) throws Exception {
      Jvm instance = run.instance(oneOf(FaultRun.NAMES, dice));
      instance.signal("STOP");
      last(run, 3 + dice.nextInt(15));
      instance.signal("CONT");
    }
  },
  INSTANCE_CUT_OFF {
    @Override
    void strike(FaultRun run, RandomGenerator dice) throws Exception {
      run.network().cut(oneOf(FaultRun.NAMES, dice));
      last(run, 2 + dice.nextInt(15));
      run.network().heal();
    }
  },
  INSTANCE_SILENCED {
    @Override
    void strike(FaultRun run, RandomGenerator dice) throws Exception {
      run.network().silence(oneOf(FaultRun.NAMES, dice));
      last(run, 2 + dice.nextInt(15));
      run.network().heal();
    }
  },
  NETWORK_SLOW {
    @Override
    void strike(FaultRun run, RandomGenerator dice) throws Exception {
      run.network().delay("", Duration.ofMillis(20 + dice.nextInt(130)));
      last(run, 5 + dice.nextInt(10));
      run.network().heal();
    }
  },
  ANSWERS_LOST {
    @Override
    void strike(FaultRun run, RandomGenerator dice) throws Exception {
      run.network().loseAnswers("", oneOf(List.of(ApiKeys.END_TXN, ApiKeys.TXN_OFFSET_COMMIT, ApiKeys.PRODUCE, ApiKeys.FETCH), dice), 1 + dice.nextInt(8));
      last(run, 5);
      run.network().heal();
    }
  },
  BROKER_KILLED {
    @Override
    void strike(FaultRun run, RandomGenerator dice) throws Exception {
      oneOf(run.cluster().brokers(), dice).kill();
      last(run, 2 + dice.nextInt(15));
      run.cluster().heal();
    }
  },
  BROKER_FROZEN {
    @Override
    void strike(FaultRun run, RandomGenerator dice) throws Exception {
      oneOf(run.cluster().brokers(), dice).signal("STOP");
      last(run, 2 + dice.nextInt(12));
      run.cluster().heal();
    }
  },
  ALL_BROKERS_KILLED {
    @Override
    void strike(FaultRun run, RandomGenerator dice) throws Exception {
      for (Broker broker : run.cluster().brokers()) {
        broker.kill();
      }
      last(run, 1 + dice.nextInt(8));
      run.cluster().heal();
    }
  };

  /** Instances that may be ended; the other one lives through it all, and its memory is watched. */
  static final List<String> MORTAL = List.of("one", "two");
  static final String WATCHED = "three";
  static final String HEAP = "-Xmx256m";

  abstract void strike(FaultRun run, RandomGenerator dice) throws Exception;

  private static <T> T oneOf(List<T> choices, RandomGenerator dice) {
    return choices.get(dice.nextInt(choices.size()));
  }

  private static void last(FaultRun run, int seconds) {
    Instant end = Instant.now().plusSeconds(seconds);
    run.until("it has lasted " + seconds + " s", () -> Instant.now().isAfter(end));
  }
}
