/**
 * Integration tests: the service as it runs, in this process or in processes of its own, on a real broker. Each test prints
 * what it did and fails when the fault that it is about did not bite, so that none can pass without having tested. The
 * simulator says what to expect; {@link dev.windrow.cli.verify.Verification} is the judge.
 */
package dev.windrow.it;
