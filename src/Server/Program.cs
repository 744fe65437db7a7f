// SPDX-License-Identifier: Apache-2.0
return await HocBaSo.Signing.Server.ServerProgram.RunAsync(args, Console.Error);
