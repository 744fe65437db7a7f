// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Cli;

return await HbsCommandLine.RunAsync(args, Terminal.OfProcess());
