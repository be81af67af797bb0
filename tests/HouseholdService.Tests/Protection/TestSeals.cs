using PovertyPlatform.HouseholdService.Data.Protection;
using PovertyPlatform.HouseholdServiceTests.Imports;
using PovertyPlatform.TestKit.Access;

namespace PovertyPlatform.HouseholdServiceTests.Protection;

/// <summary>The seals of the service under test, for arranging and looking.</summary>
internal static class TestSeals
{
    public static PersonSeals Seals { get; } = new(TestKeys.Ring);

    /// <summary>The mark of a number as SQL's encode(…, 'hex') shows it.</summary>
    public static string MarkOf(string number) => Convert.ToHexStringLower(Seals.IdentityMark.Of(number));

    /// <summary>Identity numbers of members, opened with the given seals.</summary>
    public static async Task<Dictionary<Guid, string>> Numbers(this ImportHost host, PersonSeals? seals = null)
    {
        var numbers = new Dictionary<Guid, string>();
        await using var command = host.Database.CreateCommand("select id, identity_number from member where identity_number is not null");
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            numbers.Add(reader.GetGuid(0), (seals ?? Seals).Identity.Open(reader.GetGuid(0), reader.GetFieldValue<byte[]>(1)));
        return numbers;
    }
}
