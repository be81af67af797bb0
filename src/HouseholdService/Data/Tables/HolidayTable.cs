using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PovertyPlatform.HouseholdService.Domain.Calendar;

namespace PovertyPlatform.HouseholdService.Data.Tables;

internal sealed class HolidayTable : IEntityTypeConfiguration<Holiday>
{
    public void Configure(EntityTypeBuilder<Holiday> table)
    {
        table.ToTable("holiday");
        table.HasKey(row => row.Day);
    }
}
