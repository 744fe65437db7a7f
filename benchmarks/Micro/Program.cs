// SPDX-License-Identifier: Apache-2.0
using BenchmarkDotNet.Running;
using HocBaSo.Signing.Benchmarks;

// --budgets [--write] [NAME…]: the stages beside their budgets, in two minutes and without BenchmarkDotNet.
if (args is ["--budgets", ..])
{
    return BudgetTable.Run(args[1..]);
}
BenchmarkSwitcher.FromAssembly(typeof(BudgetTable).Assembly).Run(args, BenchmarkJobs.Config(new ThreadClock()));
return 0;
