using System.Buffers.Binary;
using PovertyPlatform.ServiceDefaults.Protection;

namespace PovertyPlatform.HouseholdService.Data.Protection;

/// <summary>What the registry seals, and under which marks sealed values are found again.</summary>
public sealed class PersonSeals(KeyRing ring)
{
    /// <summary>Identity number of a member, and the number of an old card beside it; owner is the member.</summary>
    public SealedColumn Identity { get; } = new(ring, "member.identity_number", Nonces.Steady);

    /// <summary>Mark of an identity number: one person, one mark, in every province.</summary>
    public SearchMark IdentityMark { get; } = new(ring, "identity-number");

    /// <summary>Telephone of a household; owner is the household.</summary>
    public SealedColumn Telephone { get; } = new(ring, "household.telephone", Nonces.Steady);

    /// <summary>Mark of a telephone.</summary>
    public SearchMark TelephoneMark { get; } = new(ring, "telephone");

    /// <summary>What was typed into the cell of a finding; owner is <see cref="OfCell"/>.</summary>
    public SealedColumn Finding { get; } = new(ring, "import.finding.content", Nonces.Random);

    /// <summary>A piece of an imported file; owner is <see cref="OfPart"/>.</summary>
    public SealedColumn FilePart { get; } = new(ring, "import.file_part.bytes", Nonces.Random);

    /// <summary>The keys.</summary>
    public KeyRing Ring => ring;

    /// <summary>Owner of a piece of a file.</summary>
    public static byte[] OfPart(Guid job, int part)
    {
        var owner = new byte[20];
        job.TryWriteBytes(owner, bigEndian: true, out _);
        BinaryPrimitives.WriteInt32BigEndian(owner.AsSpan(16), part);
        return owner;
    }

    /// <summary>Owner of a finding's content.</summary>
    public static byte[] OfCell(Guid job, int sheet, int row, int column)
    {
        var owner = new byte[28];
        job.TryWriteBytes(owner, bigEndian: true, out _);
        BinaryPrimitives.WriteInt32BigEndian(owner.AsSpan(16), sheet);
        BinaryPrimitives.WriteInt32BigEndian(owner.AsSpan(20), row);
        BinaryPrimitives.WriteInt32BigEndian(owner.AsSpan(24), column);
        return owner;
    }
}
