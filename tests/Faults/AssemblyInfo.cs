// SPDX-License-Identifier: Apache-2.0
// One at a time: metrics are heard of the whole process, and some faults are about load.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
