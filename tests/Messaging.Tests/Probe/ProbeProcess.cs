using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PovertyPlatform.Messaging;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.MessagingTests.Probe;

/// <summary>One service as a process of its own, for tests that kill it. The producer decides as long as the file of PROBE_LOAD exists.</summary>
internal static class ProbeProcess
{
    private const int Subjects = 200;
    private const int Writers = 8;

    public static async Task<int> Run(string role)
    {
        var level = Enum.Parse<LogLevel>(Environment.GetEnvironmentVariable("PROBE_LOG") ?? "None");
        var builder = ProbeService.Builder(role,
            Environment.GetEnvironmentVariable("PROBE_DATABASE")!, Environment.GetEnvironmentVariable("PROBE_MESSAGING")!, level: level);
        await using var app = ProbeService.Build(builder);
        await app.StartAsync();
        if (Environment.GetEnvironmentVariable("PROBE_LOAD") is { } load)
            await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Decide(app.Services, load, writer)));
        await Task.Delay(Timeout.Infinite);
        return 0;
    }

    private static async Task Decide(IServiceProvider services, string load, int writer)
    {
        var random = new Random(writer + Environment.ProcessId);
        while (File.Exists(load))
        {
            try
            {
                await DecideOnce(services, SubjectId(random.Next(Subjects)), random);
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                // The database is away, or another writer took the same version: decide anew.
                await Task.Delay(50);
            }
        }
    }

    /// <summary>The next version of a subject. Some transactions dawdle after writing, so that commits overtake each other.</summary>
    private static async Task DecideOnce(IServiceProvider services, Guid subject, Random random)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ProbeDb>();
        db.Area = AreaScope.Nationwide;
        await using var transaction = await db.Database.BeginTransactionAsync();
        var version = await db.Database.SqlQuery<long>($"""
            insert into probe.subject as s (id, version) values ({subject}, 1) on conflict (id) do update set version = s.version + 1 returning version as "Value"
            """).ToListAsync();
        var decided = Stage.Event(subject, version.Single());
        db.Decisions.Add(new Decision { EventId = decided.EventId, SubjectId = subject, Version = decided.SubjectVersion });
        db.Publish(decided);
        await db.SaveChangesAsync();
        if (random.Next(4) == 0)
            await Task.Delay(random.Next(30));
        await transaction.CommitAsync();
    }

    private static Guid SubjectId(int number) => new(number + 1, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, (byte)number);
}
