package dev.windrow.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RoomTest {

  private final Room room = new Room(100);
  private final Room.Share one = room.share();
  private final Room.Share other = room.share();
  private Thread waiting = new Thread(() -> { });

  @AfterEach
  void end() throws InterruptedException {
    waiting.interrupt();
    waiting.join();
  }

  @Test
  void whoHasRoomIsNotKeptWaiting() throws InterruptedException {
    one.take(99);

    one.await(7);
    other.await(7);
  }

  @Test
  void whatOneAddressTakesTheOtherWaitsFor() throws Exception {
    one.take(100);
    waitFor(other, 7);

    one.free(1);

    waiting.join();
  }

  @Test
  void thePageThatIsNextIsNeverKeptWaiting() throws Exception {
    one.take(500);
    one.next(6);
    waitFor(one, 7);

    one.await(6);
    other.next(3);
    other.await(3);
    assertThat(waiting.isAlive()).isTrue();

    one.next(7);
    waiting.join();
  }

  @Test
  void whatAnAddressHasTakenIsFreeWhenItEndsAlsoWhatComesLater() throws Exception {
    one.take(500);
    waitFor(other, 7);

    one.close();
    waiting.join();
    one.take(500);

    other.await(8);
  }

  @Test
  void anInterruptEndsTheWaiting() throws Exception {
    one.take(100);
    waitFor(one, 7);

    waiting.interrupt();

    waiting.join();
  }

  private void waitFor(Room.Share share, long number) {
    waiting = new Thread(() -> {
      try {
        share.await(number);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    });
    waiting.start();
    await().until(() -> waiting.getState() == Thread.State.WAITING);
  }
}
