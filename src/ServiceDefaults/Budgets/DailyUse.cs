using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Npgsql;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Data;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.ServiceDefaults.Budgets;

/// <summary>
/// Counts what callers take out, in the service's database: a restart forgets nothing, and all instances of service and gateway count into one row. Counted before
/// the answer, so that two requests at once cannot both be the last one.
/// </summary>
internal sealed partial class DailyUse(NpgsqlDataSource source, IConfiguration configuration, TimeProvider clock, ILogger<DailyUse> logger)
{
    private static readonly Meter Meter = new("PovertyPlatform.Access");
    private static readonly Counter<long> Alarms = Meter.CreateCounter<long>("access.budget.alarms", "{alarm}", "Callers who took out more in a day than usual, by purpose and kind");
    private static readonly TimeSpan Vietnam = TimeSpan.FromHours(7);

    private const string Sql = """
        insert into access.daily_use as known (caller, purpose, day, units) values ($1, $2, $3, $4)
        on conflict (caller, purpose, day) do update set units = known.units + excluded.units returning units
        """;

    private readonly Lazy<DailyBudgets> _budgets = new(() => DailyBudgets.Read(Path.Combine(ReferenceFolder.Find(configuration), "gateway", "budgets.json")));

    /// <summary>Throws when the budgets cannot be read or know no such purpose: a service does not start without.</summary>
    public void Require(string purpose) => _budgets.Value.For(purpose, "");

    /// <summary>Takes units; the refusal when the budget of the day is spent.</summary>
    public async Task<Refusal?> Take(Actor actor, string purpose, long units, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var budget = _budgets.Value.For(purpose, actor.ClientId);
        await using var command = source.CreateCommand(Sql);
        command.Parameters.AddWithValue(actor.ClientId == actor.Id ? actor.ClientId : $"{actor.ClientId}/{actor.Id}");
        command.Parameters.AddWithValue(purpose);
        command.Parameters.AddWithValue(VietnamDay.Of(now));
        command.Parameters.AddWithValue(units);
        var used = (long)(await command.ExecuteScalarAsync(ct))!;
        Alarm(actor, purpose, used - units, used, budget.AlarmAt, "much");
        Alarm(actor, purpose, used - units, used, budget.PerDay + 1, "spent");
        return used <= budget.PerDay ? null : new Refusal(429, "daily-budget-spent", "Đã hết hạn mức lấy dữ liệu trong ngày của tài khoản; hãy tiếp tục vào ngày mai hoặc liên hệ quản trị.",
            "This account has taken out as much as it may in a day; go on tomorrow, or ask the administrator.")
        { RetryAfterSeconds = (int)Math.Ceiling((TimeSpan.FromDays(1) - now.ToOffset(Vietnam).TimeOfDay).TotalSeconds) };
    }

    private void Alarm(Actor actor, string purpose, long before, long after, long mark, string kind)
    {
        if (before >= mark || after < mark)
            return;
        Alarms.Add(1, new KeyValuePair<string, object?>("purpose", purpose), new KeyValuePair<string, object?>("kind", kind));
        Reached(logger, actor.ClientId, actor.Id, after, purpose, kind);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Client {Client}, caller {Caller} has taken out {Units} of {Purpose} today: {Kind}")]
    private static partial void Reached(ILogger logger, string client, string caller, long units, string purpose, string kind);
}
