using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using PovertyPlatform.PartnerService.Features.Deliveries;
using PovertyPlatform.PartnerService.Features.Grants;
using PovertyPlatform.PartnerServiceTests;
using PovertyPlatform.TestKit.Hosting;

[assembly: AssemblyFixture(typeof(PartnerHost))]
[assembly: AssemblyFixture(typeof(QuietHost))]

namespace PovertyPlatform.PartnerServiceTests;

/// <summary>The partner service as it runs: real broker, real feed, bells ring by themselves.</summary>
public class PartnerHost() : ServiceHost<Program>("partnerdb")
{
    /// <summary>The registry it asks for persons.</summary>
    internal FakeRegistry Registry { get; } = new();

    protected override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>
    {
        ["Webhooks:AllowLoopback"] = "true",
        ["Webhooks:PublicUrl"] = "https://gateway.example/partner",
        ["Webhooks:Timeout"] = "00:00:02",
    };

    protected override void Configure(IServiceCollection services) =>
        services.AddHttpClient<RegistryClient>().ConfigurePrimaryHttpMessageHandler(() => Registry);

    internal T Of<T>()
        where T : notnull => Services.GetRequiredService<T>();
}

/// <summary>The same with a clock that the test moves, and bells that ring when the test says so.</summary>
public sealed class QuietHost : PartnerHost
{
    /// <summary>Collection of the tests that leave writers of the feed at work, or make and drop its days, which wait for each other.</summary>
    public const string OneAtTheFeed = "one at the feed";

    /// <summary>Collection of the tests that ring bells or count endpoints: they would take each other's.</summary>
    public const string OneAtATime = "webhooks of the quiet host";

    public QuietHost() => Clock = Now;

    public FakeTimeProvider Now { get; } = new(DateTimeOffset.UtcNow);

    protected override void Configure(IServiceCollection services)
    {
        base.Configure(services);
        foreach (var worker in services.Where(service => service.ImplementationType == typeof(FanOutEvents) || service.ImplementationType == typeof(RingBells)).ToList())
            services.Remove(worker);
        services.TryAddSingleton<FanOutEvents>();
        services.TryAddSingleton<RingBells>();
    }

    /// <summary>Makes bells of everything in the feed.</summary>
    internal async Task FanOut()
    {
        while (await Of<FanOutEvents>().Round(CancellationToken.None))
            await Task.Yield();
    }

    /// <summary>Rings what is due now and waits for the results; the number of bells rung.</summary>
    internal async Task<int> Ring()
    {
        var rung = 0;
        for (int begun; (begun = await Of<RingBells>().Round(CancellationToken.None)) > 0; rung += begun)
            await Of<RingBells>().Idle();
        return rung;
    }
}
