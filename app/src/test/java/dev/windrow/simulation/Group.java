package dev.windrow.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The consumer group: which thread owns which task. A task without an owner waits to be given to one. */
final class Group {

  private final Trace trace;
  private final List<StreamThread> members = new ArrayList<>();
  private final List<Task.Id> orphans = new ArrayList<>();
  private final SortedMap<Task.Id, StreamThread> owners = new TreeMap<>();
  private final Set<Task.Id> lost = new TreeSet<>();

  Group(Trace trace) {
    this.trace = trace;
  }

  void create(Task.Id task) {
    orphans.add(task);
  }

  void join(StreamThread thread) {
    if (!members.contains(thread)) {
      members.add(thread);
    }
  }

  boolean isMember(StreamThread thread) {
    return members.contains(thread);
  }

  List<StreamThread> members() {
    return members;
  }

  List<Task.Id> orphans() {
    return orphans;
  }

  List<Task.Id> tasksOf(StreamThread thread) {
    return owners.entrySet().stream().filter(entry -> entry.getValue() == thread).map(entry -> entry.getKey()).toList();
  }

  /** The group takes a thread for dead; the thread itself may not know. */
  void expel(StreamThread thread) {
    members.remove(thread);
    lose(thread);
  }

  /** The thread's tasks go to others, without a commit. */
  void lose(StreamThread thread) {
    List<Task.Id> tasks = tasksOf(thread);
    lost.addAll(tasks);
    release(tasks);
  }

  /** Whether an owner ever lost the task with a transaction under way. */
  boolean wasLost(Task.Id task) {
    return lost.contains(task);
  }

  void release(List<Task.Id> tasks) {
    tasks.forEach(owners::remove);
    orphans.addAll(tasks);
  }

  void assign(Task.Id task, StreamThread thread) {
    trace.line("%s gets %s", thread, task);
    orphans.remove(task);
    owners.put(task, thread);
    thread.assign(task);
  }
}
