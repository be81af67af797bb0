using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Printing;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Data.Reviews;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Budgets;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Features.ReviewCases;

/// <summary>Certificates of recognised households, ready to be signed: one, or those of a hamlet. They name the people of the household, so each print is audited.</summary>
internal static class PrintCertificate
{
    private const int Most = 300;

    public static void Map(RouteGroupBuilder cases) => cases.MapGet("/{id:guid}/certificate", One).WithName("PrintCertificate")
        .WithSummary("The certificate as a Word document").RequireScope(Scopes.ReviewsPrint).WithDailyBudget("persons").AuditsRead().Produces(200, contentType: WordDocument.ContentType);

    public static void MapAll(RouteGroupBuilder cycles) => cycles.MapGet("/{id:guid}/certificates", All).WithName("PrintCertificates")
        .WithSummary("The certificates of a hamlet, or of a small commune, as one Word document").RequireScope(Scopes.ReviewsPrint).WithDailyBudget("persons").AuditsRead().Produces(200, contentType: WordDocument.ContentType);

    private static async Task<Results<PrintedFile, Refusal>> One(Guid id, HouseholdDb db, ReferenceBook book, CaseDesk desk, CancellationToken ct)
    {
        if (await db.ReviewCases.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, ct) is not { } found)
            return Refusal.NotFound;
        if (found.CertificateNumber is null || await db.Households.AsNoTracking().FirstOrDefaultAsync(row => row.Id == found.HouseholdId, ct) is not { } household)
            return Refusal.Conflict("no-certificate", "Hồ sơ chưa có giấy chứng nhận.", "The case has no certificate.");
        var members = await db.Members.AsNoTracking().Where(member => member.HouseholdId == household.Id && member.ProvinceCode == household.ProvinceCode && member.LeftOn == null).OrderBy(member => member.Ordinal).ToListAsync(ct);
        var cycle = (await desk.Cycle(found.CycleId, ct))!;
        var file = new WordDocument();
        file.AddCertificate(await book.Open(ct), found, cycle.ListYear, household, members);
        desk.Audit(cycle, "certificate.print", found.Id, "review-case");
        await db.SaveChangesAsync(ct);
        return new PrintedFile(file.ToBytes(), $"giay-chung-nhan-{found.CertificateNumber.Replace('/', '-')}");
    }

    private static async Task<Results<PrintedFile, Refusal>> All(Guid id, string? hamlet, HouseholdDb db, ReferenceBook book, CaseDesk desk, CancellationToken ct)
    {
        if (await desk.Cycle(id, ct) is not { } cycle)
            return Refusal.NotFound;
        var cases = await db.ReviewCases.AsNoTracking().Where(row => row.CycleId == id && row.CertificateNumber != null && (hamlet == null || row.HamletName == hamlet))
            .OrderBy(row => row.HamletName).ThenBy(row => row.CertificateNumber).Take(Most + 1).ToListAsync(ct);
        if (cases.Count == 0)
            return Refusal.Conflict("no-certificate", "Chưa có giấy chứng nhận nào.", "There is no certificate yet.");
        if (cases.Count > Most)
            return Refusal.Invalid(new FieldFault("hamlet", $"Nhiều hơn {Most} giấy chứng nhận; hãy chọn một thôn.", $"More than {Most} certificates; choose a hamlet."));
        var ids = cases.ConvertAll(row => row.HouseholdId).ToArray();
        var households = await db.Households.AsNoTracking().Where(row => row.ProvinceCode == cycle.ProvinceCode && ids.Contains(row.Id) && row.ErasedOn == null).ToDictionaryAsync(row => row.Id, ct);
        var members = (await db.Members.AsNoTracking().Where(row => row.ProvinceCode == cycle.ProvinceCode && ids.Contains(row.HouseholdId) && row.LeftOn == null && row.ErasedOn == null)
            .OrderBy(row => row.Ordinal).ToListAsync(ct)).ToLookup(row => row.HouseholdId);
        var (file, pages) = (new WordDocument(), await book.Open(ct));
        foreach (var found in cases.Where(row => households.ContainsKey(row.HouseholdId)))
        {
            file.AddCertificate(pages, found, cycle.ListYear, households[found.HouseholdId], members[found.HouseholdId]);
            desk.Audit(cycle, "certificate.print", found.Id, "review-case");
        }

        await db.SaveChangesAsync(ct);
        return new PrintedFile(file.ToBytes(), $"giay-chung-nhan-{cycle.CommuneCode}-{cycle.ListYear}", cases.Count);
    }
}
