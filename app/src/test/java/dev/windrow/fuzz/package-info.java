/**
 * Fuzzing: what comes from outside, or from a disk, is read without any exception but the one that is announced, without an endless
 * loop, in memory that its size justifies, and as an independent judge reads it.
 *
 * <ul>
 *   <li>{@code CorpusTest}: the documents below {@code src/test/resources/fuzz/documents}, each in a folder named after its verdict.
 *   <li>{@code DecoderFuzzTest}: mutations of these and random events go through {@code EventDecoder}, alone and inside random frames, and through
 *       {@link dev.windrow.fuzz.Reference}, which is built on Jackson's tree model and the rules S1, S8 to S11.
 *   <li>{@code FrameFuzzTest}: damaged frames; {@code ResultFuzzTest}: results as JSON; {@code WireFormatFuzzTest} (package
 *       topology): what lies in Kafka and in the stores.
 *   <li>{@code DecoderMemoryTest}: what a decoder holds on to is bounded.
 *   <li>{@code DecoderMutantsTest}, {@code WireFormatMutantsTest}: decoders and codecs with a mistake each, all of which must be noticed.
 * </ul>
 *
 * <p>By default each runs a fixed number of seeds. Others:
 *
 * <pre>
 * mvn -pl app -am test -Dtest=DecoderFuzzTest -Dsurefire.failIfNoSpecifiedTests=false -Dfuzz.seed=N -Dfuzz.runs=M
 * mvn -pl app -am verify -Pfuzz -Dfuzz.minutes=10
 * </pre>
 *
 * <p>A failure prints its seed, the smallest input that still fails, as text and in hex, and the command that repeats it. What it found goes
 * into the corpus.
 */
package dev.windrow.fuzz;
