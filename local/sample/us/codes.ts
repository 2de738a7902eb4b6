import { expandCodes } from '../expand-codes.ts';
import { id } from '../ids.ts';

export const US_LIST = id('31');
const OLD_LIST = id('30');

/** Full code and name, a parent before its children. 10-140 and 12-490 are names at QuickBooks' edges. */
const TABLE = `
01 General Requirements
01-100 Project Supervision
01-310 Project Meetings
01-500 Temporary Facilities & Controls
01-520 Construction Trailer
01-740 Cleaning
02 Existing Conditions
02-220 Site Survey
02-410 Selective Demolition
02-820 Asbestos Abatement
03 Concrete
03-100 Concrete Forming
03-200 Reinforcing Steel
03-300 Cast-in-Place Concrete
03-310 Slab on Grade
03-350 Concrete Finishing
03-410 Precast Panels
04 Masonry
04-220 Concrete Unit Masonry
04-400 Stone Veneer
05 Metals
05-120 Structural Steel
05-310 Steel Decking
05-500 Metal Fabrications
05-520 Handrails & Railings
06 Wood, Plastics & Composites
06-100 Rough Carpentry
06-200 Finish Carpentry
06-400 Architectural Woodwork, Casework, Paneling, Stairs & Built-in Furniture incl. Site Finishing Works
06-410 Cabinets
07 Thermal & Moisture Protection
07-100 Waterproofing
07-210 Building Insulation
07-420 Façade Panels – “Rainscreen” System
07-500 Membrane Roofing
07-620 Sheet Metal Flashing
07-920 Joint Sealants
08 Openings
08-110 Hollow Metal Doors & Frames
08-140 Wood Doors
08-410 Storefront
08-710 Door Hardware
08-800 Glazing
09 Finishes
09-250 Gypsum Board
09-300 Tile
09-510 Acoustical Ceilings
09-650 Resilient Flooring
09-680 Carpet
09-900 Painting
10 Specialties
10-140 Signage
10-280 Toilet Accessories
10-440 Fire Extinguishers
12 Furnishings
12-490 Window Treatment
14 Conveying Equipment
14-200 Elevators
21 Fire Suppression
21-130 Wet-Pipe Sprinklers
22 Plumbing
22-110 Water Piping
22-400 Plumbing Fixtures
23 HVAC
23-050 Testing & Balancing
23-310 Ductwork
23-740 Rooftop Units
26 Electrical
26-050 Common Work Results
26-050-19 Low-Voltage Conductors
26-050-33 Raceways & Boxes
26-240 Switchboards
26-510 Interior Lighting
27 Communications
27-150 Horizontal Cabling
28 Electronic Safety & Security
28-310 Fire Alarm
31 Earthwork
31-220 Site Grading
31-230 Excavation & Fill
31-250 Erosion Control
32 Exterior Improvements
32-120 Asphalt Paving
32-160 Curbs, Gutters & Sidewalks
32-310 Fences & Gates
32-900 Planting
33 Utilities
33-100 Water Utilities
33-300 Sanitary Sewer
33-400 Storm Drainage
`;

/** A list that was in use before; none of its codes may reach QuickBooks. */
const OLD_TABLE = `
1000 General
1000-10 Superintendent (old)
2000 Sitework (old)
`;

export const US_LISTS = [
  {
    id: OLD_LIST,
    name: 'Cedar Summit 2009 Codes',
    available_to_use_on_new_projects: false,
    is_erp_list: false,
  },
  {
    id: US_LIST,
    name: 'Cedar Summit Standard Cost Codes',
    available_to_use_on_new_projects: true,
    is_erp_list: true,
  },
];

export const US_CODES = [...expandCodes(OLD_LIST, '2900', OLD_TABLE), ...expandCodes(US_LIST, '3101', TABLE)];
