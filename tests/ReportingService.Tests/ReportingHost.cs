using PovertyPlatform.Contracts;
using PovertyPlatform.Contracts.Households;
using PovertyPlatform.TestKit.Hosting;

namespace PovertyPlatform.ReportingServiceTests;

/// <summary>The reporting service with its own database and broker.</summary>
public class ReportingHost() : ServiceHost<Program>("reportingdb");

/// <summary>Events as the registry would tell them.</summary>
internal static class Told
{
    public static HouseholdRecognised Recognised(
        Guid household, long version, PovertyClass poverty, int persons, DateOnly from, string commune = "04492", string province = "15", PovertyClass? previous = null) => new(
        Guid.CreateVersion7(), DateTimeOffset.UtcNow, household, version, province, commune, Guid.NewGuid(), from.Year, "118/QĐ-UBND", from, from, null, null,
        "2022-2026", AreaType.Rural, poverty, previous, null, null, persons, 2, true, true, false, true);

    public static HouseholdRecognitionWithdrawn Withdrawn(Guid household, long version, PovertyClass poverty, int persons, DateOnly on, string commune = "04492") => new(
        Guid.CreateVersion7(), DateTimeOffset.UtcNow, household, version, "15", commune, Guid.NewGuid(), on.Year, "130/QĐ-UBND", on, "118/QĐ-UBND", poverty, persons);

    public static HouseholdMoved Moved(Guid household, long version, DateOnly on, string commune, string from = "04492") => new(
        Guid.CreateVersion7(), DateTimeOffset.UtcNow, household, version, "15", commune, "15", from, on, AreaType.Rural, 4);

    public static AreaPopulationRecorded Population(string commune, int year, DateOnly on, int households, int persons, long version = 1) => new(
        Guid.CreateVersion7(), DateTimeOffset.UtcNow, Guid.NewGuid(), version, "15", commune, year, on, households, persons);

    public static PovertyListRecognised List(string commune, DateOnly on, int poor, int nearPoor, int averageLiving = 0, int escaped = 0) => new(
        Guid.CreateVersion7(), DateTimeOffset.UtcNow, Guid.NewGuid(), 1, "15", commune, on.Year, "118/QĐ-UBND", on, null, "2022-2026",
        poor, nearPoor, averageLiving, escaped, new string('0', 64));
}
