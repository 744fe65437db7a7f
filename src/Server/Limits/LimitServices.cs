// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Server.Limits;

/// <summary>What the limits of clients are made of.</summary>
internal static class LimitServices
{
    public static IServiceCollection AddClientLimits(this IServiceCollection services) =>
        services
            .AddSingleton<ClientQuotas>()
            .AddSingleton<OpenStreams>()
            .AddSingleton<UnreadAnswers>()
            .AddSingleton<QuotaRefusals>()
            .AddSingleton<PoolDelay>()
            .AddSingleton<OverloadGate>()
            .AddSingleton<QuotaGate>()
            .AddSingleton<MessageGate>()
            .AddSingleton<QuotaInterceptor>();
}
