using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Imports.Redacting;
using PovertyPlatform.HouseholdService.Data.Privacy;
using PovertyPlatform.HouseholdService.Data.Protection;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Data.Reviews;
using PovertyPlatform.HouseholdService.Domain.Privacy;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Features.RightsRequests;

/// <summary>
/// Erases the personal data of a household or person on an accepted request, where the law does not need it any more. Counts and classes stay, lists still verify, and a
/// certificate proves it: request, certificate, audit line and erasure are one commit.
/// </summary>
internal static class EraseData
{
    /// <summary>What the officer confirms.</summary>
    /// <param name="Outcome">What is erased and what the person was told, 10 to 2000 characters.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Request(string? Outcome);

    public static void Map(RouteGroupBuilder requests)
    {
        requests.MapPost("/{id:guid}/erasure", Handle).WithName("EraseData").WithSummary("Erase personal data on an accepted request; leaves a certificate").RequireScope(Scopes.RightsDecide);
        requests.MapGet("/{id:guid}/certificate", Read).WithName("ReadErasureCertificate").WithSummary("The certificate of an erasure").RequireScope(Scopes.RightsRead);
    }

    private static async Task<Results<Ok<ErasureView>, Refusal>> Handle(
        Guid id, Request request, HouseholdDb db, ReferenceBook book, PersonSeals seals, StoredFiles files, RightsStep step, Actor actor, HttpContext http, CancellationToken ct)
    {
        http.Response.Headers.CacheControl = "no-store";
        var (found, refusal) = await step.Open(id, http.Request, ct);
        if (refusal is not null)
            return refusal;
        if (found!.Kind != RightsKind.Erasure)
            return Refusal.Rule("not-an-erasure-request", "Chỉ xóa dữ liệu theo yêu cầu xóa.", "Data is erased on a request of erasure only.", RightsTerms.Law);
        if (await db.File(found.HouseholdId, ct) is not { } household)
            return Refusal.NotFound;
        var members = await db.Members.AsNoTracking()
            .Where(row => row.HouseholdId == household.Id && row.ProvinceCode == household.ProvinceCode && (found.MemberId == null || row.Id == found.MemberId)).ToListAsync(ct);
        if (await db.WhyNotErase(household, found.MemberId is null ? null : members.FirstOrDefault(), await book.Open(ct), step.Today, ct) is { } hold)
            return hold;
        if (found.Finish(request.Outcome, step.Today, step.Today, step.ActorId, isErased: true) is { } why)
            return why;

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var (key, digest) = ErasureCertificate.Prove(Erasure.Lines(seals, household, members, found.MemberId is null));
        var certificate = new ErasureCertificate
        {
            ProvinceCode = household.ProvinceCode,
            CommuneCode = household.CommuneCode,
            HouseholdId = household.Id,
            MemberId = found.MemberId,
            RequestId = found.Id,
            Ground = found.LegalSource ?? RightsTerms.Law,
            ErasedBy = step.ActorId,
            ErasedAt = step.Now,
            Digest = digest,
        };
        db.ErasureCertificates.Add(certificate);
        step.Note(found, "erase");
        db.Audit(AuditEntry.Of(actor, "erasure.certify", "erasure-certificate", certificate.Id, step.Now, household.ProvinceCode, household.CommuneCode), certificate);
        if (await db.Save(ct) is { } twice)
            return twice;
        if (await files.Redact((NpgsqlConnection)db.Database.GetDbConnection(), certificate, ct) is { } busy)
            return busy;
        await db.Erase(certificate, ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Ok(await ErasureView.Of(db, certificate, key, ct));
    }

    private static async Task<Results<Ok<ErasureView>, Refusal>> Read(Guid id, HouseholdDb db, CancellationToken ct) =>
        await db.ErasureCertificates.AsNoTracking().FirstOrDefaultAsync(row => row.RequestId == id, ct) is { } found
            ? TypedResults.Ok(await ErasureView.Of(db, found, null, ct))
            : Refusal.NotFound;
}
