using System.Text.Json.Serialization;

namespace PovertyPlatform.HouseholdService.Domain.Privacy;

/// <summary>What a person asks about the own data.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RightsKind>))]
public enum RightsKind
{
    /// <summary>To know what is held and who saw it (quyền được biết, xem).</summary>
    Access = 1,

    /// <summary>To have it put right (chỉnh sửa).</summary>
    Correction,

    /// <summary>To have its use restricted (hạn chế xử lý).</summary>
    Restriction,

    /// <summary>To have it erased (xóa, hủy).</summary>
    Erasure,

    /// <summary>To object to its use (phản đối xử lý).</summary>
    Objection,
}

/// <summary>Where a request of rights stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RightsState>))]
public enum RightsState
{
    /// <summary>Received: the clocks run.</summary>
    Received = 1,

    /// <summary>Accepted; it is still to be carried out.</summary>
    Accepted,

    /// <summary>Refused with reason and legal source.</summary>
    Refused,

    /// <summary>Carried out.</summary>
    Done,

    /// <summary>Taken back by who asked.</summary>
    Withdrawn,
}

/// <summary>In what capacity somebody asks.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RequesterRelation>))]
public enum RequesterRelation
{
    /// <summary>For oneself.</summary>
    Self = 1,

    /// <summary>Head of the household, for the household.</summary>
    HeadOfHousehold,

    /// <summary>Parent or guardian of a child, or of a person without capacity.</summary>
    LegalRepresentative,

    /// <summary>With a power of attorney.</summary>
    Authorised,

    /// <summary>Heir of a deceased person.</summary>
    Heir,
}

/// <summary>How the officer made sure who asks.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<IdentityCheck>))]
public enum IdentityCheck
{
    /// <summary>Citizen card seen.</summary>
    CitizenCard = 1,

    /// <summary>Electronic identity, level 2.</summary>
    ElectronicIdentity,

    /// <summary>Power of attorney or decision on guardianship seen, with the card of who carries it.</summary>
    PowerOfAttorney,

    /// <summary>Known in person, confirmed by the hamlet head in writing.</summary>
    KnownWithWitness,
}
