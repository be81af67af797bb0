using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.SupportProgramService.Data.Rules;
using PovertyPlatform.SupportProgramServiceTests.Domain;
using PovertyPlatform.SupportProgramServiceTests.Domain.Programmes;

namespace PovertyPlatform.SupportProgramServiceTests.Rules;

/// <summary>Loading is all or nothing, repeatable, and never changes what a grant rests on.</summary>
public class RuleLoadingTests(SupportHost host) : IClassFixture<SupportHost>
{
    [Fact]
    public async Task SameRulesAgain_ChangeNothing()
    {
        using var folder = new RuleFolder();
        await Load(folder);
        var before = await Revision();
        await Load(folder);
        Assert.Equal(before, await Revision());
        Assert.Equal(21, await host.Ask(db => db.Programmes.CountAsync(row => row.Kind == "credit")));
    }

    [Fact]
    public async Task FaultyRules_AreRefusedWithFileAndRowAndNothingIsLoaded()
    {
        var before = await Revision();
        using var folder = new RuleFolder();
        folder.Change("rules.csv", "class-in,NearPoor", "class-is,NearPoor").Append("base_rates.csv", "700,2020-01-01,,QĐ thử,L");
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => Load(folder));
        Assert.Contains("programmes/rules.csv row 9: condition 'class-is' is not known", refused.Message, StringComparison.Ordinal);
        Assert.Contains("programmes/base_rates.csv row 3: the base rate overlaps", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, await Revision());
    }

    [Fact]
    public async Task RuleVersionOnWhichGrantsRest_MayBeClosedButNotChanged()
    {
        await host.Tell(Told.Recognised(PovertyClass.Poor));
        using var changed = new RuleFolder();
        changed.Change("rules.csv", "CR-POOR,2019.1,3,labour-capacity,has-labour-capacity,,", "CR-POOR,2019.1,3,labour-capacity,merit-member,,");
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => Load(changed));
        Assert.Contains("programmes/programmes.csv row 2: CR-POOR 2019.1 decides differently now, but grants rest on it", refused.Message, StringComparison.Ordinal);

        using var removed = new RuleFolder();
        var programmes = System.IO.Path.Combine(removed.Path, "programmes.csv");
        File.WriteAllLines(programmes, File.ReadAllLines(programmes).Where(line => !line.StartsWith("CR-POOR,", StringComparison.Ordinal)));
        foreach (var file in new[] { "rules.csv", "rates.csv" }.Select(file => System.IO.Path.Combine(removed.Path, file)))
            File.WriteAllLines(file, File.ReadAllLines(file).Where(line => !line.StartsWith("CR-POOR,", StringComparison.Ordinal)));
        refused = await Assert.ThrowsAsync<InvalidOperationException>(() => Load(removed));
        Assert.Contains("CR-POOR 2019.1 is missing, but grants rest on it", refused.Message, StringComparison.Ordinal);

        var before = await Revision();
        using var closed = new RuleFolder();
        RuleCheckTests.CloseVersionOfPoor(closed, "2030-12-31");
        RuleCheckTests.NewVersionOfPoor(closed, "2031-01-01");
        await Load(closed);
        Assert.Equal(before + 1, await Revision());
        using var shipped = new RuleFolder();
        await Load(shipped);
        Assert.Equal(1, await host.Ask(db => db.Programmes.CountAsync(row => row.Code == "CR-POOR")));
    }

    [Fact]
    public async Task RuleVersionThatNobodyUsed_MayBeMended()
    {
        using var folder = new RuleFolder();
        folder.Change("programmes.csv", "CR-FLOOD,2025.1,Cho vay nhà ở vùng thường xuyên ngập lũ ĐBSCL,Loan for house in Mekong flood area,credit,Ngân hàng Chính sách xã hội,household,on-application,40000000",
            "CR-FLOOD,2025.1,Cho vay nhà ở vùng thường xuyên ngập lũ ĐBSCL,Loan for house in Mekong flood area,credit,Ngân hàng Chính sách xã hội,household,on-application,45000000");
        await Load(folder);
        Assert.Equal(45_000_000L, await host.Ask(db => db.Programmes.Where(row => row.Code == "CR-FLOOD").Select(row => row.CapVnd).SingleAsync()));
    }

    private Task Load(RuleFolder folder) => host.Migrate(db => RuleLoading.Load(db, folder.Path, TimeProvider.System, TestContext.Current.CancellationToken));

    private Task<long> Revision() => host.Scalar<long>("select revision from rule_book");
}
