package dev.windrow.ingest.http;

/**
 * Bounds what the pages take that are fetched and wait to be delivered, of all addresses of a run together. What is being fetched when the room is full still comes: it
 * is bounded by the requests in flight. The page that is delivered next is never kept waiting, so there is always one that makes room. Thread-safe.
 */
final class Room {

  private final long mostBytes;

  /** Guarded by this. */
  private long taken;

  Room(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  /** For the pages of one address. */
  Share share() {
    return new Share();
  }

  /** What one address takes of the room. */
  final class Share implements AutoCloseable {

    // Guarded by the room.
    private long mine;
    private long next;
    private boolean closed;

    private Share() {}

    /** Waits until a page may be fetched. */
    void await(long number) throws InterruptedException {
      synchronized (Room.this) {
        while (taken >= mostBytes && number != next) {
          Room.this.wait();
        }
      }
    }

    /** This page is delivered next. */
    void next(long number) {
      synchronized (Room.this) {
        next = number;
        Room.this.notifyAll();
      }
    }

    void take(int bytes) {
      synchronized (Room.this) {
        if (!closed) {
          mine += bytes;
          taken += bytes;
        }
      }
    }

    void free(int bytes) {
      synchronized (Room.this) {
        mine -= bytes;
        taken -= bytes;
        Room.this.notifyAll();
      }
    }

    /** Frees all of it; pages that come later count no more. */
    @Override
    public void close() {
      synchronized (Room.this) {
        closed = true;
        taken -= mine;
        mine = 0;
        Room.this.notifyAll();
      }
    }
  }
}
