using PovertyPlatform.ServiceDefaults.Data;
using PovertyPlatform.SupportProgramService.Data.Areas;
using PovertyPlatform.SupportProgramService.Data.Rules;

namespace PovertyPlatform.SupportProgramService.Data;

/// <summary>The reference step of <c>migrate</c>: units and partitions, then rules.</summary>
public static class ReferenceTables
{
    public static async Task Load(IServiceProvider services, CancellationToken ct)
    {
        var db = services.GetRequiredService<SupportDb>();
        var folder = ReferenceFolder.Find(services.GetRequiredService<IConfiguration>());
        await AreaUnits.Load(db, Path.Combine(folder, "areas"), ct);
        await RuleLoading.Load(db, Path.Combine(folder, "programmes"), services.GetRequiredService<TimeProvider>(), ct);
    }
}
