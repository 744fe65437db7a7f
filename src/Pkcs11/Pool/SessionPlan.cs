// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pkcs11;

/// <summary>How many sessions of a token may sign at the same time, for each type of key.</summary>
internal sealed record SessionPlan(int Rsa, int Ec)
{
    /// <summary>What is true until something else was measured.</summary>
    public static SessionPlan One { get; } = new(1, 1);

    /// <summary>How many sessions have to be open.</summary>
    public int Sessions => Math.Max(Rsa, Ec);

    public int this[KeyFamily family] => family == KeyFamily.Rsa ? Rsa : Ec;

    public SessionPlan With(KeyFamily family, int sessions) =>
        family == KeyFamily.Rsa ? this with { Rsa = sessions } : this with { Ec = sessions };
}
