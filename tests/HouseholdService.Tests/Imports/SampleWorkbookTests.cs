using System.Globalization;
using System.Text.Json;
using PovertyPlatform.HouseholdService.Domain.Imports.Findings;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.HouseholdServiceTests.Imports;

/// <summary>The shipped workbooks, whose expected figures were worked out apart from this code.</summary>
public class SampleWorkbookTests
{
    // Found in the whole file, by the database, not while reading.
    private const string FoundLater = "identity-twice";

    [Theory]
    [InlineData(2025)]
    [InlineData(2026)]
    public void SampleWorkbook_GivesExpectedHouseholdsAndFaults(int year)
    {
        var expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(Approved.Root, "samples/expected.json"))).RootElement.EnumerateArray()
            .Single(entry => entry.GetProperty("year").GetInt32() == year);
        var list = ReadList.Of(File.OpenRead(Path.Combine(Approved.Root, "samples", expected.GetProperty("file").GetString()!)), SampleRules.For(year) with { ReviewedOn = DateOnly.Parse(expected.GetProperty("reviewedOn").GetString()!, CultureInfo.InvariantCulture) });

        var faults = expected.GetProperty("faults").EnumerateArray().Where(fault => fault.GetProperty("code").GetString() != FoundLater)
            .Select(fault => (fault.GetProperty("code").GetString()!, fault.GetProperty("row").GetInt32(), fault.GetProperty("column").GetString(), fault.GetProperty("value").GetString())).ToList();
        Assert.Equal(faults, [.. list.Faults.Select(fault => (fault.Code, fault.Row, (string?)Finding.Letters(fault.Column), fault.Value)).OrderBy(fault => fault.Row)]);
        Assert.Equal(expected.GetProperty("households").GetInt32(), list.Households.Count);
        Assert.Equal(expected.GetProperty("memberRows").GetInt32(), list.Checker.MemberRows);
        var doubles = expected.GetProperty("faults").GetArrayLength() - faults.Count;
        Assert.Equal(expected.GetProperty("takenHouseholds").GetInt32(), list.Households.Count(household => !household.HasFault) - doubles);
    }
}
