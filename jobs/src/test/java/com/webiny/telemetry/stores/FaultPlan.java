package com.webiny.telemetry.stores;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What shall happen at the k-th call that changes something in a store, and what has happened yet.
 * Stores go to tasks and back, so there is one plan for this JVM: the newest.
 */
public final class FaultPlan {
  private static FaultPlan newest = nothing();

  private final int at;
  private final Fault fault;
  private final Runnable before;
  private final List<String> calls = new ArrayList<>();
  private boolean dead;

  /** How a call fails. */
  public enum Fault {
    /** It does nothing. */
    BEFORE,
    /** It does all it should, and says that it failed. */
    AFTER,
    /** It is made twice, as a client does whose first answer was lost; the second is told. */
    TWICE,
    /** The process dies in it: half is done, and no later call does anything. */
    KILL,
    /** It does not: something else happens just before it. */
    NONE
  }

  private FaultPlan(int at, Fault fault, Runnable before) {
    this.at = at;
    this.fault = fault;
    this.before = before;
  }

  /** Plans nothing, but keeps account of the calls. */
  public static FaultPlan nothing() {
    return plan(Integer.MAX_VALUE, Fault.NONE);
  }

  /** Plans a fault, in the place of any before. */
  public static FaultPlan plan(int at, Fault fault) {
    return plan(at, fault, (Runnable) () -> {});
  }

  /** Plans that something happens just before a call. */
  public static FaultPlan plan(int at, Work before) {
    return plan(at, Fault.NONE, before);
  }

  /** Plans that something happens just before a call, which then fails. */
  public static FaultPlan plan(int at, Fault fault, Work before) {
    return plan(at, fault, unchecked(before));
  }

  /** The same as something that declares no exception. */
  public static Runnable unchecked(Work work) {
    return () -> {
      try {
        work.run();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    };
  }

  private static FaultPlan plan(int at, Fault fault, Runnable before) {
    FaultPlan plan = new FaultPlan(at, fault, before);
    synchronized (FaultPlan.class) {
      newest = plan;
    }
    return plan;
  }

  private static synchronized FaultPlan newest() {
    return newest;
  }

  /** The calls so far, in their order. */
  public synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  /** Whether there was a k-th call. */
  public synchronized boolean fired() {
    return calls.size() >= at;
  }

  /** What was planned, and what the k-th call was for. */
  public synchronized String told() {
    return fault + " at call " + at + (fired() ? ": " + calls.get(at - 1) : "");
  }

  /** What a call does. */
  interface Call {
    void run() throws IOException;
  }

  /** Work that may fail. */
  public interface Work {
    /** Does it. */
    void run() throws Exception;
  }

  /**
   * A call that changes something.
   *
   * @param name what it is, for people
   * @param all what it does
   * @param half what it has done when its process dies in the middle
   */
  static void change(String name, Call all, Call half) throws IOException {
    FaultPlan plan = newest();
    if (!plan.isNow(name)) {
      all.run();
      return;
    }
    plan.before.run();
    switch (plan.fault) {
      case AFTER -> all.run();
      case TWICE -> {
        all.run();
        all.run();
        return;
      }
      case KILL -> half.run();
      case NONE -> {
        all.run();
        return;
      }
      default -> {}
    }
    throw new IOException("planted: " + plan.told());
  }

  /** Half of a call that does all or nothing. */
  static void none() {}

  /** Every call that changes nothing asks this. */
  static void requireAlive() throws IOException {
    newest().isAlive();
  }

  private synchronized boolean isNow(String call) throws IOException {
    isAlive();
    calls.add(call);
    if (calls.size() != at) {
      return false;
    }
    dead = fault == Fault.KILL;
    return true;
  }

  private synchronized void isAlive() throws IOException {
    if (dead) {
      throw new IOException("planted: dead");
    }
  }
}
