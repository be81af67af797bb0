using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PovertyPlatform.HouseholdService.Domain.Standards;

namespace PovertyPlatform.HouseholdService.Data.Tables;

internal sealed class PointTableTable : IEntityTypeConfiguration<PointTable>
{
    public void Configure(EntityTypeBuilder<PointTable> table)
    {
        table.ToTable("point_table");
        table.HasKey(row => row.Id);
        table.Property(row => row.Items).HasColumnType("jsonb").HasConversion(
            items => JsonSerializer.Serialize(items, JsonSerializerOptions.Web), text => JsonSerializer.Deserialize<List<PointItem>>(text, JsonSerializerOptions.Web)!,
            // A table that was loaded is never changed.
            new ValueComparer<IReadOnlyList<PointItem>>((one, other) => ReferenceEquals(one, other), items => items.Count, items => items));
    }
}
