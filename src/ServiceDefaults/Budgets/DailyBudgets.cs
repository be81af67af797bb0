using System.Text.Json;

namespace PovertyPlatform.ServiceDefaults.Budgets;

/// <summary>How much one caller may take out in a day.</summary>
/// <param name="PerDay">Units until requests are refused.</param>
/// <param name="AlarmAt">Units at which somebody should look.</param>
public sealed record DailyBudget(long PerDay, long AlarmAt);

/// <summary>The budgets of <c>reference/gateway/budgets.json</c>: by purpose, and other figures for single clients.</summary>
/// <param name="Purposes">Budget of every purpose.</param>
/// <param name="Clients">Other budgets of single clients, by client id and purpose.</param>
public sealed record DailyBudgets(IReadOnlyDictionary<string, DailyBudget> Purposes, IReadOnlyDictionary<string, IReadOnlyDictionary<string, DailyBudget>> Clients)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
    };

    /// <summary>Budget of a client for a purpose.</summary>
    /// <exception cref="KeyNotFoundException">The file knows no such purpose.</exception>
    public DailyBudget For(string purpose, string clientId) =>
        Clients.TryGetValue(clientId, out var own) && own.TryGetValue(purpose, out var budget) ? budget
        : Purposes.TryGetValue(purpose, out var usual) ? usual
        : throw new KeyNotFoundException($"reference/gateway/budgets.json has no purpose '{purpose}'.");

    /// <summary>Reads and checks the file.</summary>
    /// <exception cref="InvalidDataException">The file is malformed or a figure makes no sense; the message says which.</exception>
    public static DailyBudgets Read(string path)
    {
        try
        {
            var budgets = JsonSerializer.Deserialize<DailyBudgets>(File.ReadAllText(path), Json)!;
            var all = budgets.Purposes.Select(pair => (Where: pair.Key, pair.Value))
                .Concat(budgets.Clients.SelectMany(client => client.Value.Select(pair => (Where: $"{client.Key}, {pair.Key}", pair.Value))));
            foreach (var (where, budget) in all.Where(pair => pair.Value.AlarmAt < 1 || pair.Value.PerDay < pair.Value.AlarmAt))
                throw new InvalidDataException($"{path}: {where}: alarmAt must be at least 1 and at most perDay, not {budget.AlarmAt} and {budget.PerDay}.");
            return budgets.Clients.SelectMany(client => client.Value.Keys).FirstOrDefault(purpose => !budgets.Purposes.ContainsKey(purpose)) is { } unknown
                ? throw new InvalidDataException($"{path}: a client has a budget for '{unknown}', which is no purpose.")
                : budgets;
        }
        catch (Exception unreadable) when (unreadable is JsonException or IOException)
        {
            throw new InvalidDataException($"{path} cannot be read: {unreadable.Message}", unreadable);
        }
    }
}
