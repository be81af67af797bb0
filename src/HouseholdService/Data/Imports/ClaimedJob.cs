using PovertyPlatform.HouseholdService.Domain.Imports.Jobs;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.HouseholdService.Data.Imports;

/// <summary>A job that this instance runs.</summary>
/// <param name="Id">The job.</param>
/// <param name="State">Reading, or merging when it goes on where another instance ended.</param>
/// <param name="Slot">Its staging tables.</param>
/// <param name="Attempts">How often it was begun.</param>
/// <param name="ProvinceCode">Province of the commune.</param>
/// <param name="CommuneCode">The commune.</param>
/// <param name="Year">Review year.</param>
/// <param name="ReviewedOn">Date of the review.</param>
/// <param name="OnFaults">What to do with faults.</param>
/// <param name="FileKind">xlsx or csv.</param>
/// <param name="Actor">Who sent it.</param>
/// <param name="Traceparent">Trace of the upload.</param>
/// <param name="Households">Households in the file, once it has been read.</param>
/// <param name="TakesFacts">The sender may record what people are and live on.</param>
public sealed record ClaimedJob(
    Guid Id, ImportState State, StagingSlot Slot, int Attempts, string ProvinceCode, string CommuneCode, int Year, DateOnly ReviewedOn, OnFaults OnFaults,
    string FileKind, Actor Actor, string? Traceparent, int Households, bool TakesFacts);
