using PovertyPlatform.ServiceDefaults.Data;

namespace PovertyPlatform.HouseholdService.Data.Reviews;

/// <summary>Open cases wherever they stand: a household that moved may still have one with the commune it left, which nobody of its new commune can see.</summary>
public static class OpenCases
{
    /// <summary>Those of the households that have an open case; nothing else is told about it.</summary>
    public static async Task<HashSet<Guid>> Among(NationwideSource country, IReadOnlyCollection<Guid> households, CancellationToken ct)
    {
        await using var command = country.Source.CreateCommand("select household_id from review_case where household_id = any($1) and state <> 'closed'");
        command.Parameters.AddWithValue(households.ToArray());
        var busy = new HashSet<Guid>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            busy.Add(reader.GetGuid(0));
        return busy;
    }
}
