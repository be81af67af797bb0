using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.SupportProgramService.Data;
using PovertyPlatform.TestKit.Asserting;
using PovertyPlatform.TestKit.Hosting;

namespace PovertyPlatform.SupportProgramServiceTests;

/// <summary>The support service with its own database and broker, and a bank that listens.</summary>
public class SupportHost() : ServiceHost<Program>("supportdb")
{
    private BankQueue? _bank;

    /// <summary>What a bank has heard.</summary>
    internal BankQueue Bank => _bank!;

    protected override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>
    {
        ["Evaluations:PollSeconds"] = "0.2",
        ["Evaluations:BatchSize"] = "20",
    };

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _bank = await BankQueue.Open(Messaging);
    }

    public override async ValueTask DisposeAsync()
    {
        if (_bank is not null)
            await _bank.DisposeAsync();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>A context as consumers have it.</summary>
    internal async Task<T> Ask<T>(Func<SupportDb, Task<T>> question)
    {
        await using var scope = Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<SupportDb>();
        db.Area = AreaScope.Nationwide;
        return await question(db);
    }

    /// <summary>A context as the migration step has it: rules are loaded by the owner of the database.</summary>
    internal async Task Migrate(Func<SupportDb, Task> step)
    {
        await using var db = new SupportDb(new DbContextOptionsBuilder<SupportDb>().UseNpgsql(Database).UseSnakeCaseNamingConvention().Options) { Area = AreaScope.Nationwide };
        await step(db);
    }

    /// <summary>Tells the events and waits until each has been handled, whatever came of it.</summary>
    internal async Task Tell(params IIntegrationEvent[] events)
    {
        await Database.Tell(events);
        var ids = events.Select(message => message.EventId).Distinct().ToArray();
        await Eventually.Equals((long)ids.Length, () => Scalar<long>("select count(distinct message_id) from messaging.inbox_message where message_id = any($1)", ids), TimeSpan.FromSeconds(30));
    }

    /// <summary>Programmes of the household's open grants.</summary>
    internal Task<string> OpenGrants(Guid household) => Scalar<string>(
        "select coalesce(string_agg(programme_code, ',' order by programme_code), '') from support_grant where household_id = $1 and state = 1", household);
}

/// <summary>The same on a day of the story that the test moves.</summary>
public sealed class SupportHostOnADay : SupportHost
{
    public SupportHostOnADay() => Clock = Day;

    /// <summary>Noon in Viet Nam on 24 November 2026.</summary>
    public FakeTimeProvider Day { get; } = new(new DateTimeOffset(2026, 11, 24, 5, 0, 0, TimeSpan.Zero));
}
