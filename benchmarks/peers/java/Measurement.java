// SPDX-License-Identifier: Apache-2.0
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** Signers, one for each thread, that sign the same documents again and again. They stay from one run to the next. */
final class Measurement {
    private final List<? extends DocumentSigner> signers;
    private final List<byte[]> documents;

    Measurement(List<? extends DocumentSigner> signers, List<byte[]> documents) {
        this.signers = signers;
        this.documents = documents;
    }

    byte[] signOne() throws Exception {
        return signers.get(0).sign(documents.get(0));
    }

    /** Runs all threads for a time; what is returned is one line of JSON. CPU is that of the whole process, collector included. */
    String run(double seconds) throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        List<Worker> workers = new ArrayList<>();
        long cpu = processCpuNanos();
        long begin = System.nanoTime();
        long end = begin + (long) (seconds * 1e9);
        for (DocumentSigner signer : signers) {
            Worker worker = new Worker(signer, next, end);
            worker.start();
            workers.add(worker);
        }
        long done = 0;
        long errors = 0;
        for (Worker worker : workers) {
            worker.join();
            done += worker.done;
            errors += worker.errors;
        }
        double elapsed = (System.nanoTime() - begin) / 1e9;
        return String.format(
                Locale.ROOT,
                "{\"documents\":%d,\"errors\":%d,\"seconds\":%.6f,\"cpuSeconds\":%.6f}",
                done,
                errors,
                elapsed,
                (processCpuNanos() - cpu) / 1e9);
    }

    private static long processCpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private final class Worker extends Thread {
        private final DocumentSigner signer;
        private final AtomicInteger next;
        private final long end;
        private long done;
        private long errors;

        Worker(DocumentSigner signer, AtomicInteger next, long end) {
            this.signer = signer;
            this.next = next;
            this.end = end;
        }

        @Override
        public void run() {
            while (System.nanoTime() < end) {
                try {
                    signer.sign(documents.get(Math.floorMod(next.getAndIncrement(), documents.size())));
                    done++;
                } catch (Exception e) {
                    if (errors++ == 0) {
                        e.printStackTrace();
                    }
                }
            }
        }
    }
}
