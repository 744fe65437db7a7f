// SPDX-License-Identifier: Apache-2.0
using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("HocBaSo.Signing.Pkcs11.Tests")]
