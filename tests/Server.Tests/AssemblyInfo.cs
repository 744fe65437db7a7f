// SPDX-License-Identifier: Apache-2.0
// Timing and memory are measured here: one host at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
